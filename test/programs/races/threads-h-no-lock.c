// expect: race; races-on: x; tsan: crashes
// ThreadSanitizer of gcc 12 has no interceptors for <threads.h>.
#include <threads.h>

static int x;

static int thread(void *unused)
{
    x++;
    return 0;
}

int main(void)
{
    thrd_t a, b;
    thrd_create(&a, thread, NULL);
    thrd_create(&b, thread, NULL);
    thrd_join(a, NULL);
    thrd_join(b, NULL);
    return 0;
}
