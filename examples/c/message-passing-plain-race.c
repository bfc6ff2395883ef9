// race on flag, data: two threads share plain variables, and nothing orders them.
//
// The producer writes a message and raises a flag; the consumer waits for the flag and reads the
// message. Compiler and processor may reorder the two writes, or read `flag` once and then loop
// for ever: for plain variables they may assume that no other thread is looking.
#include <pthread.h>
#include <stdio.h>

static const char *data;
static int flag;

static void *producer(void *unused)
{
    data = "Hello World!";
    flag = 1;
    return NULL;
}

static void *consumer(void *unused)
{
    while (flag == 0) {
    }
    puts(data);
    return NULL;
}

int main(void)
{
    pthread_t p, c;
    pthread_create(&p, NULL, producer, NULL);
    pthread_create(&c, NULL, consumer, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
