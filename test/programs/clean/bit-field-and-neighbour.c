// expect: clean
// C11 3.14: a bit-field and an adjacent member that is none may be updated concurrently, even if
// the bit-field's declared type would reach over the neighbour.
#include <pthread.h>

static struct {
    unsigned low : 5;
    unsigned char neighbour;
} record;

static void *thread(void *unused)
{
    record.low = 3;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    record.neighbour = 7;
    pthread_join(t, NULL);
    return record.low != 3 || record.neighbour != 7;
}
