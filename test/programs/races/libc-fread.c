// expect: race; races-on: text; stdin: "12345678"
// fread writes its buffer.
#include <pthread.h>
#include <stdio.h>

static char text[16];

static void *thread(void *unused)
{
    if (fread(text, 1, 8, stdin) != 8)
        return unused;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[7] = 'x';
    pthread_join(t, NULL);
    return 0;
}
