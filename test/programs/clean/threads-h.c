// expect: clean; stdout: "count 400, once 1, own 7, result 3\n"; tsan: crashes
// Most of C11's <threads.h>: mutex, condition, once, thread-specific storage, results.
// ThreadSanitizer of gcc 12 has no interceptors for it.
#include <stdio.h>
#include <threads.h>

static mtx_t lock;
static cnd_t changed;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key;
static int count, calls, go, own;

static void initialize(void)
{
    calls++;
}

static int thread(void *unused)
{
    int mine = 7;
    call_once(&once, initialize);
    tss_set(key, &mine);
    mtx_lock(&lock);
    while (!go)
        cnd_wait(&changed, &lock);
    for (int i = 0; i < 200; i++)
        count++;
    own = *(int *)tss_get(key);
    mtx_unlock(&lock);
    thrd_exit(3);
}

int main(void)
{
    thrd_t a, b;
    int result;
    mtx_init(&lock, mtx_plain);
    cnd_init(&changed);
    tss_create(&key, NULL);
    thrd_create(&a, thread, NULL);
    thrd_create(&b, thread, NULL);
    mtx_lock(&lock);
    go = 1;
    cnd_broadcast(&changed);
    mtx_unlock(&lock);
    thrd_join(a, NULL);
    thrd_join(b, &result);
    printf("count %d, once %d, own %d, result %d\n", count, calls, own, result);
    tss_delete(key);
    cnd_destroy(&changed);
    mtx_destroy(&lock);
    return 0;
}
