// expect: exit 134; stderr: "every one succeeded"; native: skip
// C17 7.17.7.4/4: a weak compare-exchange may fail spuriously, even where nobody interferes. On
// x86 none ever does, so a program that counts on it works there. Of 64 one fails here.
#include <assert.h>
#include <stdatomic.h>

int main(void)
{
    atomic_int value = 0;
    int failures = 0;
    for (int i = 0; i < 64; i++) {
        int expected = i;
        if (!atomic_compare_exchange_weak(&value, &expected, i + 1)) {
            failures++;
            atomic_store(&value, i + 1);
        }
    }
    assert(failures == 0 && "every one succeeded");
    return 0;
}
