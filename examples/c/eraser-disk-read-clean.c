// clean: pass a buffer to a driver, and wait until it says that the data is there.
//
// The driver thread stands for the device: it fills the buffer and signals completion, as an
// interrupt handler would. The request's semaphore is the only synchronization.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

struct request {
    char buffer[32];
    sem_t done;
};

static void *driver(void *arg)
{
    struct request *request = arg;
    strcpy(request->buffer, "block 7");
    sem_post(&request->done);
    return NULL;
}

int main(void)
{
    static struct request request;
    pthread_t thread;
    sem_init(&request.done, 0, 0);
    pthread_create(&thread, NULL, driver, &request);
    sem_wait(&request.done);
    puts(request.buffer);
    pthread_join(thread, NULL);
    return 0;
}
