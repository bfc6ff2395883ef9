// expect: clean; stdout: "1 1 9223372036854775807\n"
// Atomic arithmetic wraps silently, signed too (C11 7.17.7.5), at every width.
#include <stdatomic.h>
#include <stdio.h>

int main(void)
{
    atomic_uchar one = 254;
    atomic_ushort two = 65534;
    atomic_llong eight = -9223372036854775807LL;
    atomic_fetch_add(&one, 3);
    atomic_fetch_add(&two, 3);
    atomic_fetch_sub(&eight, 2);
    printf("%d %d %lld\n", one, two, eight);
    return 0;
}
