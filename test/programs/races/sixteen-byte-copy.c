// expect: race; races-on: pair
// A 16-byte vector is written in one access; the race is at its last byte.
#include <pthread.h>

typedef long long pair_type __attribute__((vector_size(16)));

static pair_type pair;

static void *thread(void *unused)
{
    ((char *)&pair)[15] = 1;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pair = (pair_type){1, 2};
    pthread_join(t, NULL);
    return 0;
}
