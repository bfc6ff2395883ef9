// expect: clean; tsan: any
// C has no such accesses but through casts; what machines make of them is no race. (It is one in
// Rust: ../rust/mixed-sizes-race.rs.)
#include <pthread.h>
#include <stdatomic.h>

_Atomic unsigned word;

void *store_half(void *unused) {
    atomic_store_explicit((_Atomic unsigned short *)&word, 1, memory_order_relaxed);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, 0, store_half, 0);
    atomic_fetch_add_explicit(&word, 1 << 16, memory_order_relaxed);
    pthread_join(thread, 0);
    return 0;
}
