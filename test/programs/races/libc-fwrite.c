// expect: race; races-on: text
// fwrite reads its buffer.
#include <pthread.h>
#include <stdio.h>

static char text[8] = "message\n";

static void *thread(void *unused)
{
    fwrite(text, 1, 8, stdout);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[7] = '\n';
    pthread_join(t, NULL);
    return 0;
}
