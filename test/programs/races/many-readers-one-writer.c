// expect: race; races-on: x
// The read set holds more than one reader when the write comes (FastTrack: read shared -> write).
#include <pthread.h>
#include <stdatomic.h>

static int x;
static atomic_int readers_done;

static void *reader(void *unused)
{
    int seen = x;
    atomic_fetch_add_explicit(&readers_done, 1, memory_order_relaxed);
    return seen == 0 ? NULL : unused;
}

int main(void)
{
    pthread_t t[8];
    for (int i = 0; i < 8; i++)
        pthread_create(&t[i], NULL, reader, NULL);
    while (atomic_load_explicit(&readers_done, memory_order_relaxed) < 8) {
    }
    x = 1;
    for (int i = 0; i < 8; i++)
        pthread_join(t[i], NULL);
    return 0;
}
