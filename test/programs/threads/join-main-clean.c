// expect: clean; stdout: "main's result 7\nthe last\n"
// pthread_exit in main leaves the process to the other threads, one of which joins main.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_t main_thread;
static int written_by_main;

static void at_exit(void) { puts("the last"); }

static void *body(void *argument) {
    void *result;
    if (pthread_join(main_thread, &result) || written_by_main != 3) exit(1);
    printf("main's result %d\n", (int)(long)result);
    return argument;
}

int main(void) {
    pthread_t thread;
    main_thread = pthread_self();
    atexit(at_exit);
    pthread_create(&thread, NULL, body, NULL);
    pthread_detach(thread);
    written_by_main = 3;
    pthread_exit((void *)7);
}
