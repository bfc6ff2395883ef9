// expect: clean; stdout: "add 7 sub 4 or 12 xor 9 and 8 swap 5\n"
#include <stdatomic.h>
#include <stdio.h>

int main(void)
{
    atomic_int x = 3;
    atomic_fetch_add(&x, 4);
    printf("add %d", x);
    atomic_fetch_sub(&x, 3);
    printf(" sub %d", x);
    atomic_fetch_or(&x, 8);
    printf(" or %d", x);
    atomic_fetch_xor(&x, 5);
    printf(" xor %d", x);
    atomic_fetch_and(&x, 10);
    printf(" and %d", x);
    atomic_exchange(&x, 5);
    printf(" swap %d\n", x);
    return 0;
}
