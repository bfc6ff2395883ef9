// expect: race; races-on: worker.last; options: -O2; tsan: any
// A static variable of one function is not a local of each thread's call, whatever the optimizer
// could make of it.
#include <pthread.h>
#include <stdint.h>

static void *worker(void *argument)
{
    static intptr_t last;
    last = (intptr_t)argument;
    return (void *)(last + 1);
}

int main(void)
{
    pthread_t threads[2];
    for (intptr_t i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, worker, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
