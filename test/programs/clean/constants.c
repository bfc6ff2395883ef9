// expect: clean
// Read-only data, string literals and jump tables are read by everyone.
#include <pthread.h>
#include <string.h>

static const int table[] = {1, 2, 3, 4};
static const char *const names[] = {"one", "two", "three", "four"};

static void *thread(void *unused)
{
    size_t sum = 0;
    for (int i = 0; i < 4; i++)
        sum += (size_t)table[i] + strlen(names[i]);
    return sum == 25 ? NULL : unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, thread, NULL);
    pthread_create(&b, NULL, thread, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
