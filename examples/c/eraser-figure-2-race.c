// race on y: the schedule of Eraser's figure 2 in which the missing lock shows.
//
// `y` is never protected. The lock on `v` orders the two accesses to y by accident IF this main
// thread locks after the other (see eraser-figure-2-lucky-clean.c). Here it locks first, forced by
// a relaxed flag that orders nothing, and exact happens-before sees the race.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int v, y;
static atomic_int main_has_unlocked;

static void *thread(void *unused)
{
    y = y + 1;
    while (!atomic_load_explicit(&main_has_unlocked, memory_order_relaxed)) {
    }
    pthread_mutex_lock(&lock);
    v = v + 1;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, thread, NULL);
    pthread_mutex_lock(&lock);
    v = v + 1;
    pthread_mutex_unlock(&lock);
    atomic_store_explicit(&main_has_unlocked, 1, memory_order_relaxed);
    y = y + 1;
    pthread_join(other, NULL);
    printf("%d %d\n", v, y);
    return 0;
}
