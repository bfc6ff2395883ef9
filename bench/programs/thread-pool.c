// A pool of threads that wait on condition variables: one queue, jobs of some hundred accesses.
// usage: thread-pool [jobs, default 300000]; prints a checksum of all results
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4, SLOTS = 64, CELLS = 256 };

struct job {
    uint32_t *cells;
    uint32_t seed;
};

static struct job queue[SLOTS];
static unsigned first, count;
static int is_closed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER;

static void submit(struct job job)
{
    pthread_mutex_lock(&lock);
    while (count == SLOTS)
        pthread_cond_wait(&not_full, &lock);
    queue[(first + count++) % SLOTS] = job;
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&lock);
}

static int next_job(struct job *job)
{
    pthread_mutex_lock(&lock);
    while (count == 0 && !is_closed)
        pthread_cond_wait(&not_empty, &lock);
    int is_there = count > 0;
    if (is_there) {
        *job = queue[first];
        first = (first + 1) % SLOTS;
        count--;
        pthread_cond_signal(&not_full);
    }
    pthread_mutex_unlock(&lock);
    return is_there;
}

static void *worker(void *arg)
{
    uint64_t *sum = arg;
    struct job job;
    while (next_job(&job)) {
        uint32_t state = job.seed;
        for (int i = 0; i < CELLS; i++) {
            state = state * 1664525u + 1013904223u;
            job.cells[i] = state >> 8;
        }
        for (int i = 1; i < CELLS; i++)
            job.cells[i] ^= job.cells[i - 1] >> 1;
        *sum += job.cells[CELLS - 1];
        free(job.cells);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[THREADS];
    uint64_t sums[THREADS] = {0}, total = 0;
    int jobs = argc > 1 ? atoi(argv[1]) : 300000;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&t[i], NULL, worker, &sums[i]);
    for (int i = 0; i < jobs; i++)
        submit((struct job){malloc(CELLS * sizeof(uint32_t)), (uint32_t)i});
    pthread_mutex_lock(&lock);
    is_closed = 1;
    pthread_cond_broadcast(&not_empty);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(t[i], NULL);
        total += sums[i];
    }
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
