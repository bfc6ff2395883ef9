// expect: clean; lockset: nothing; hybrid: nothing
// Main's frames are used again and again, by threads as arguments and by main as it likes.
#include <pthread.h>
#include <stdio.h>

static void *worker(void *number) {
    (*(int *)number)++;
    return NULL;
}

static void round_of(int start) {
    pthread_t thread;
    int number = start;
    pthread_create(&thread, NULL, worker, &number);
    pthread_join(thread, NULL);
    char text[16];
    snprintf(text, sizeof text, "%d", number);
}

int main(void) {
    for (int i = 0; i < 5; i++) round_of(i);
    return 0;
}
