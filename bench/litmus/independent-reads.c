#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

atomic_int x, y;
int a, b, c, d;

void *write_x(void *unused) {
    atomic_store(&x, 1);
    return 0;
}

void *write_y(void *unused) {
    atomic_store(&y, 1);
    return 0;
}

void *read_xy(void *unused) {
    a = atomic_load(&x);
    b = atomic_load(&y);
    return 0;
}

void *read_yx(void *unused) {
    c = atomic_load(&y);
    d = atomic_load(&x);
    return 0;
}

int main(void) {
    void *(*const threads[])(void *) = {write_x, write_y, read_xy, read_yx};
    pthread_t ids[4];
    for (int i = 0; i < 4; i++) pthread_create(&ids[i], 0, threads[i], 0);
    for (int i = 0; i < 4; i++) pthread_join(ids[i], 0);
    assert(!(a == 1 && b == 0 && c == 1 && d == 0));
    return 0;
}
