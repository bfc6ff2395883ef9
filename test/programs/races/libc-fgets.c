// expect: race; races-on: text; stdin: "line\n"
// fgets writes its buffer.
#include <pthread.h>
#include <stdio.h>

static char text[16];

static void *thread(void *unused)
{
    if (fgets(text, sizeof text, stdin) == NULL)
        return unused;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[0] = 'x';
    pthread_join(t, NULL);
    return 0;
}
