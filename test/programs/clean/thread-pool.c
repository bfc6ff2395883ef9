// expect: clean; stdout: "20100\n"
// Three workers, a queue of tasks on the heap, an orderly end.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct task {
    struct task *next;
    void (*run)(struct task *);
    int number;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct task *first, **last = &first;
static int closed;
static pthread_mutex_t total_lock = PTHREAD_MUTEX_INITIALIZER;
static long total;

static void add(struct task *task)
{
    pthread_mutex_lock(&total_lock);
    total += task->number;
    pthread_mutex_unlock(&total_lock);
}

static void submit(int number)
{
    struct task *task = malloc(sizeof *task);
    *task = (struct task){NULL, add, number};
    pthread_mutex_lock(&lock);
    *last = task;
    last = &task->next;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

static struct task *take(void)
{
    pthread_mutex_lock(&lock);
    while (first == NULL && !closed)
        pthread_cond_wait(&changed, &lock);
    struct task *task = first;
    if (task != NULL && (first = task->next) == NULL)
        last = &first;
    pthread_mutex_unlock(&lock);
    return task;
}

static void *worker(void *unused)
{
    struct task *task;
    while ((task = take()) != NULL) {
        task->run(task);
        free(task);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 1; i <= 200; i++)
        submit(i);
    pthread_mutex_lock(&lock);
    closed = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%ld\n", total);
    return 0;
}
