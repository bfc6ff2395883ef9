// expect: exit 139
#include <stdatomic.h>
#include <stdio.h>

struct node {
    int value;
    atomic_int count;
};

int main(void)
{
    struct node *volatile nothing = NULL;
    atomic_fetch_add(&nothing->count, 1);
    puts("not reached");
    return 0;
}
