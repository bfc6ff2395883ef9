// expect: clean; stdout: "6\n"; options: -fopenmp
// The event of a task is fulfilled by a thread that is in no team.
#include <omp.h>
#include <pthread.h>
#include <stdio.h>

static int sum;
static omp_event_handle_t event;

static void *fulfiller(void *argument)
{
    sum += 5;
    omp_fulfill_event(event);
    return argument;
}

int main(void)
{
    pthread_t thread;
#pragma omp parallel num_threads(2)
#pragma omp single
    {
        omp_event_handle_t handle;
#pragma omp task detach(handle)
        {
            sum = 1;
            event = handle;
            pthread_create(&thread, NULL, fulfiller, NULL);
        }
#pragma omp taskwait
        printf("%d\n", sum);
    }
    pthread_join(thread, NULL);
    return 0;
}
