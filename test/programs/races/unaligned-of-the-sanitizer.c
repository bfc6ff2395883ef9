// expect: race; races-on: objects; native: skip
#include <pthread.h>
#include <stdint.h>

static uint64_t objects[2];

extern uint16_t __sanitizer_unaligned_load16(const void *);
extern void __sanitizer_unaligned_store32(void *, uint32_t);

static void *store(void *unused)
{
    __sanitizer_unaligned_store32((char *)objects + 5, 1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, store, NULL);
    int value = __sanitizer_unaligned_load16((char *)objects + 8);
    pthread_join(thread, NULL);
    return value == 7;
}
