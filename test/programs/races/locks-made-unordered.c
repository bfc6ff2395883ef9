// expect: race; races-on: barrier, condition, mutex, rwlock, semaphore, spinlock; tsan: any
// To initialize an object is no operation that synchronizes (C++20 [thread.mutex.requirements.mutex],
// [thread.req.lockable]: only lock and unlock behave as atomic operations): whoever uses it must
// know that it was made. ThreadSanitizer knows nothing of semaphores and is quick to stop.
#include <pthread.h>
#include <semaphore.h>

static pthread_mutex_t mutex;
static pthread_cond_t condition;
static pthread_rwlock_t rwlock;
static pthread_spinlock_t spinlock;
static pthread_barrier_t barrier;
static sem_t semaphore;
static int made;

static void *make(void *unused)
{
    pthread_mutex_init(&mutex, NULL);
    pthread_cond_init(&condition, NULL);
    pthread_rwlock_init(&rwlock, NULL);
    pthread_spin_init(&spinlock, PTHREAD_PROCESS_PRIVATE);
    pthread_barrier_init(&barrier, NULL, 1);
    sem_init(&semaphore, 0, 1);
    __atomic_store_n(&made, 1, __ATOMIC_RELAXED);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, make, NULL);
    while (!__atomic_load_n(&made, __ATOMIC_RELAXED))
        ;
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    pthread_cond_signal(&condition);
    pthread_rwlock_rdlock(&rwlock);
    pthread_rwlock_unlock(&rwlock);
    pthread_spin_lock(&spinlock);
    pthread_spin_unlock(&spinlock);
    pthread_barrier_wait(&barrier);
    sem_wait(&semaphore);
    pthread_join(thread, NULL);
    return 0;
}
