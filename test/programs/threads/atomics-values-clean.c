// expect: clean
// What every atomic operation of every size computes, with no other thread to disturb it.
#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef unsigned __int128 uint128_t;

#define INTEGERS(type) \
    do { \
        _Atomic type a = 10; \
        type expected = 10, big = (type) ~(type)0; \
        assert(atomic_load(&a) == 10); \
        atomic_store(&a, 20); \
        assert(atomic_exchange(&a, 30) == 20); \
        assert(atomic_fetch_add(&a, 5) == 30 && atomic_fetch_sub(&a, 3) == 35); \
        assert(atomic_fetch_and(&a, 0x18) == 32 && atomic_fetch_or(&a, 7) == 0); \
        assert(atomic_fetch_xor(&a, 2) == 7 && a == 5); \
        assert(__atomic_fetch_nand((type *)&a, 1, __ATOMIC_RELAXED) == 5 && a == (type)~1); \
        a = 11; \
        assert(!atomic_compare_exchange_strong(&a, &expected, 12) && expected == 11); \
        assert(atomic_compare_exchange_strong(&a, &expected, 12) && a == 12); \
        while (!atomic_compare_exchange_weak(&a, &expected, 13)) {} \
        assert(a == 13 && ++a == 14 && a-- == 14 && (a += 7) == 20 && (a &= 4) == 4); \
        a = big; \
        assert(a == big && a++ == big && a == 0 && --a == big); \
    } while (0)

struct three { char bytes[3]; };
struct eight { int words[2]; };
struct twelve { int words[3]; };
struct thirty_two { int words[8]; };

#define STRUCTS(type, member) \
    do { \
        _Atomic type a; \
        type x = {0}, y = {0}, z; \
        x.member[1] = 1; \
        y.member[1] = 2; \
        atomic_init(&a, x); \
        z = atomic_load(&a); \
        assert(z.member[1] == 1); \
        atomic_store(&a, y); \
        z = atomic_exchange(&a, x); \
        assert(z.member[1] == 2 && z.member[0] == 0); \
        assert(!atomic_compare_exchange_strong(&a, &y, y) && y.member[1] == 1); \
        y.member[0] = 3; \
        assert(atomic_compare_exchange_strong(&a, &x, y)); \
        z = atomic_load_explicit(&a, memory_order_acquire); \
        assert(z.member[0] == 3 && z.member[1] == 1); \
    } while (0)

static void floating(void) {
    _Atomic float f = 1.5f;
    _Atomic double d = 1.5;
    _Atomic long double l = 1.5l;
    f += 2;
    d *= 4;
    l -= 1;
    assert(f == 3.5f && d == 6 && l == 0.5l);
}

static void generic(void) {
    struct twelve a = {{1, 2, 3}}, b = {{4, 5, 6}}, c;
    int i = 1, j = 2, k;
    __atomic_load(&a, &c, __ATOMIC_SEQ_CST);
    assert(c.words[2] == 3);
    __atomic_exchange(&a, &b, &c, __ATOMIC_ACQ_REL);
    assert(a.words[0] == 4 && c.words[0] == 1);
    assert(!__atomic_compare_exchange(&a, &c, &b, false, 5, 5) && c.words[1] == 5);
    __atomic_store(&a, &c, __ATOMIC_RELEASE);
    __atomic_exchange(&i, &j, &k, __ATOMIC_RELAXED);
    assert(i == 2 && k == 1);
    assert(__atomic_test_and_set(&k, __ATOMIC_SEQ_CST));
    __atomic_clear(&k, __ATOMIC_SEQ_CST);
}

static void legacy(void) {
    int i = 5;
    long long l = 1ll << 40;
    assert(__sync_fetch_and_add(&i, 2) == 5 && __sync_sub_and_fetch(&i, 1) == 6);
    assert(__sync_bool_compare_and_swap(&i, 6, 8) && __sync_val_compare_and_swap(&i, 0, 1) == 8);
    assert(__sync_lock_test_and_set(&i, 1) == 8);
    __sync_lock_release(&i);
    assert(i == 0 && __sync_or_and_fetch(&l, 1) == (1ll << 40) + 1);
    __sync_synchronize();
}

int main(void) {
    atomic_flag flag = ATOMIC_FLAG_INIT;
    INTEGERS(uint8_t);
    INTEGERS(uint16_t);
    INTEGERS(uint32_t);
    INTEGERS(uint64_t);
    INTEGERS(uint128_t);
    STRUCTS(struct three, bytes);
    STRUCTS(struct eight, words);
    STRUCTS(struct twelve, words);
    STRUCTS(struct thirty_two, words);
    floating();
    generic();
    legacy();
    assert(!atomic_flag_test_and_set(&flag) && atomic_flag_test_and_set(&flag));
    atomic_flag_clear(&flag);
    atomic_thread_fence(memory_order_seq_cst);
    atomic_signal_fence(memory_order_seq_cst);
    assert(ATOMIC_INT_LOCK_FREE == 2 && ATOMIC_LLONG_LOCK_FREE == 2);
    assert(__atomic_is_lock_free(8, 0) && !__atomic_is_lock_free(12, 0));
    assert(!__atomic_is_lock_free(16, 0));
    return 0;
}
