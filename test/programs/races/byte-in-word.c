// expect: race; races-on: word
// One byte of a four-byte write.
#include <pthread.h>
#include <stdint.h>

static uint32_t word;

static void *thread(void *unused)
{
    ((unsigned char *)&word)[2] = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    word = 0x01010101;
    pthread_join(t, NULL);
    return 0;
}
