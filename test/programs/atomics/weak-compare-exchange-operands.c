// expect: exit 0; stdout: "all of 9\n"; native: skip
// Every way to ask for a weak compare-exchange, of every kind of object: each fails at times though
// nobody interferes, and then leaves the object alone and the expected value as it was.
#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { KINDS = 9, TURNS = 100 };

struct small {
    char bytes[3];
};

struct pair {
    long long first, second;
};

struct large {
    long words[9];
};

static _Atomic char character;
static atomic_bool flag;
static atomic_int number;
static _Atomic(int *) pointer;
static _Atomic struct small small;
static _Atomic struct pair pair;
static _Atomic struct large large;
static int plain, generic;

int main(void)
{
    int failures[KINDS] = {0};
    for (int i = 0; i < TURNS; i++) {
        char c = character;
        failures[0] += !atomic_compare_exchange_weak(&character, &c, (char)(c + 1));

        bool f = flag;
        failures[1] += !atomic_compare_exchange_weak(&flag, &f, !f);

        int n = number, before = n;
        if (!atomic_compare_exchange_weak_explicit(&number, &n, n + 1, memory_order_acq_rel,
                                                   memory_order_acquire)) {
            failures[2]++;
            assert(n == before && number == before);
        } else {
            assert(number == before + 1);
        }

        int *p = pointer;
        failures[3] += !atomic_compare_exchange_weak(&pointer, &p, 0);

        struct small s = small;
        failures[4] += !atomic_compare_exchange_weak(&small, &s, ((struct small){{1, 2, 3}}));

        struct pair q = pair;
        failures[5] += !atomic_compare_exchange_weak(&pair, &q, q);

        struct large l = large;
        failures[6] += !atomic_compare_exchange_weak(&large, &l, l);

        int e = plain;
        failures[7] += !__atomic_compare_exchange_n(&plain, &e, i, true, __ATOMIC_SEQ_CST,
                                                    __ATOMIC_RELAXED);

        int g = generic, wanted = i;
        failures[8] += !__atomic_compare_exchange(&generic, &g, &wanted, i % 2 == 0,
                                                  __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    }
    int failing = 0;
    for (int i = 0; i < KINDS; i++) failing += failures[i] > 0 && failures[i] < TURNS;
    if (failing == KINDS) printf("all of %d\n", failing);
    return 0;
}
