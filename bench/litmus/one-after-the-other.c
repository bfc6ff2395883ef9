#include <pthread.h>
#include <stdatomic.h>

atomic_int x;

void *one(void *unused) {
    atomic_fetch_add(&x, 1);
    return 0;
}

int main(void) {
    for (int i = 0; i < 3; i++) {
        pthread_t a;
        pthread_create(&a, 0, one, 0);
        pthread_join(a, 0);
    }
    return 0;
}
