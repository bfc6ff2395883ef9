// expect: race; races-on: heap
#include <pthread.h>
#include <sys/mman.h>

static int *shared;

static void *thread(void *unused)
{
    shared[100]++;
    return unused;
}

int main(void)
{
    pthread_t t;
    shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_create(&t, NULL, thread, NULL);
    shared[100]++;
    pthread_join(t, NULL);
    munmap(shared, 4096);
    return 0;
}
