// expect: clean; lockset: nothing; hybrid: nothing
// What a thread asks to be left out is left out, and only that: reads, writes, its own.
#include <antecede.h>
#include <pthread.h>

static int written, seen, both;

static void *one(void *unused) {
    ANTECEDE_IGNORE_WRITES_BEGIN();
    written++;
    ANTECEDE_IGNORE_WRITES_END();
    seen = 1;
    EraserIgnoreOn();
    EraserIgnoreOn();
    both++;
    EraserIgnoreOff();
    both++;
    EraserIgnoreOff();
    return unused;
}

static void *two(void *sink) {
    ANTECEDE_IGNORE_READS_BEGIN();
    *(int *)sink = seen;
    ANTECEDE_IGNORE_READS_END();
    written = 2;
    both = 2;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    static int sink;
    pthread_create(&a, NULL, one, NULL);
    pthread_create(&b, NULL, two, &sink);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
