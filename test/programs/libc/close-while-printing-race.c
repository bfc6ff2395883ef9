// expect: race; races-on: heap; native: skip
// fclose ends the stream's life; a use that nothing orders before it races with its end.
#include <pthread.h>
#include <stdio.h>

static FILE *stream;
static char buffer[100];

static void *thread(void *unused)
{
    fputs("text", stream);
    return unused;
}

int main(void)
{
    pthread_t t;
    stream = fmemopen(buffer, sizeof buffer, "w");
    pthread_create(&t, NULL, thread, NULL);
    fclose(stream);
    pthread_join(t, NULL);
    return 0;
}
