// expect: race; races-on: barrier, condition, heap, mutex, rwlock, semaphore, spinlock; tsan: any
// The end of an object must come after its last use by another thread; a relaxed flag orders
// nothing. ThreadSanitizer knows nothing of semaphores.
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spinlock;
static pthread_barrier_t barrier;
static sem_t semaphore;
static pthread_mutex_t *allocated;
static int used;

static void *use(void *unused)
{
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    pthread_cond_broadcast(&condition);
    pthread_rwlock_rdlock(&rwlock);
    pthread_rwlock_unlock(&rwlock);
    pthread_spin_trylock(&spinlock);
    pthread_spin_unlock(&spinlock);
    pthread_barrier_wait(&barrier);
    sem_post(&semaphore);
    pthread_mutex_lock(allocated);
    pthread_mutex_unlock(allocated);
    __atomic_store_n(&used, 1, __ATOMIC_RELAXED);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_spin_init(&spinlock, PTHREAD_PROCESS_PRIVATE);
    pthread_barrier_init(&barrier, NULL, 1);
    sem_init(&semaphore, 0, 0);
    allocated = malloc(sizeof *allocated);
    pthread_mutex_init(allocated, NULL);
    pthread_create(&thread, NULL, use, NULL);
    while (!__atomic_load_n(&used, __ATOMIC_RELAXED))
        ;
    pthread_mutex_destroy(&mutex);
    pthread_cond_destroy(&condition);
    pthread_rwlock_destroy(&rwlock);
    pthread_spin_destroy(&spinlock);
    pthread_barrier_destroy(&barrier);
    sem_destroy(&semaphore);
    free(allocated);
    pthread_join(thread, NULL);
    return 0;
}
