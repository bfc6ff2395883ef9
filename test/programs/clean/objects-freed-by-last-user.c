// expect: clean; lockset: nothing; hybrid: nothing; tsan: any
//
// POSIX lets each of these objects be destroyed, and its memory be freed, by whoever knows that it is
// the last user: by what the object itself orders.

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct job {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    int is_done;
};

static void *finish(void *argument) {
    struct job *job = argument;
    pthread_mutex_lock(&job->mutex);
    job->is_done = 1;
    pthread_cond_signal(&job->condition);
    pthread_mutex_unlock(&job->mutex);
    return NULL;
}

static void wait_for_job(void) {
    struct job *job = calloc(1, sizeof *job);
    pthread_mutex_init(&job->mutex, NULL);
    pthread_cond_init(&job->condition, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, finish, job);
    pthread_detach(thread);
    pthread_mutex_lock(&job->mutex);
    while (!job->is_done) pthread_cond_wait(&job->condition, &job->mutex);
    pthread_mutex_unlock(&job->mutex);
    pthread_cond_destroy(&job->condition);
    pthread_mutex_destroy(&job->mutex);
    free(job);
}

static void *post(void *semaphore) {
    sem_post(semaphore);
    return NULL;
}

static void wait_for_unit(void) {
    sem_t *semaphore = malloc(sizeof *semaphore);
    sem_init(semaphore, 0, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, post, semaphore);
    sem_wait(semaphore);
    sem_destroy(semaphore);
    free(semaphore);
    pthread_join(thread, NULL);
}

static void *meet(void *barrier) {
    if (pthread_barrier_wait(barrier) != PTHREAD_BARRIER_SERIAL_THREAD) return NULL;
    pthread_barrier_destroy(barrier);
    free(barrier);
    return NULL;
}

static void meet_once(void) {
    pthread_barrier_t *barrier = malloc(sizeof *barrier);
    pthread_barrier_init(barrier, NULL, 2);
    pthread_t thread;
    pthread_create(&thread, NULL, meet, barrier);
    meet(barrier);
    pthread_join(thread, NULL);
}

struct shared {
    pthread_rwlock_t lock;
    int users;
};

static void *leave(void *argument) {
    struct shared *shared = argument;
    pthread_rwlock_rdlock(&shared->lock);
    pthread_rwlock_unlock(&shared->lock);
    pthread_rwlock_wrlock(&shared->lock);
    int is_last = --shared->users == 0;
    pthread_rwlock_unlock(&shared->lock);
    if (!is_last) return NULL;
    pthread_rwlock_destroy(&shared->lock);
    free(shared);
    return NULL;
}

static void leave_one_by_one(void) {
    struct shared *shared = malloc(sizeof *shared);
    pthread_rwlock_init(&shared->lock, NULL);
    shared->users = 2;
    pthread_t thread;
    pthread_create(&thread, NULL, leave, shared);
    leave(shared);
    pthread_join(thread, NULL);
}

int main(void) {
    wait_for_job();
    wait_for_unit();
    meet_once();
    leave_one_by_one();
    return 0;
}
