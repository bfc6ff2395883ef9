// expect: clean; stdout: "1 3 7 abcdef 1\n"; native: skip
// Old programs call what no header of theirs declares: an int is what such a function gives, and
// its arguments are as they come. Natively registers make that work, with void, long long and too
// many arguments too. Not judged natively: newer compilers refuse it.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int sum, calls;

static void *work(void *unused)
{
    usleep(10);
    pthread_mutex_lock(&mutex);
    calls += increase(&sum, 2);
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    char text[8] = "abc", more[4] = "def";
    pthread_t threads[3];
    srand(atoll("12"));
    for (int i = 0; i < 3; i++) pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    bcopy(more, text + 3, 4);
    int position = lseek(1, 0, 1);
    printf("%d %d %d %s %d\n", rand() >= 0, calls, sum, text, position <= 0);
    exit(0, "too many");
}

int increase(int *number, int by)
{
    *number += by;
    if (*number == 6) ++*number;
    return 1;
}
