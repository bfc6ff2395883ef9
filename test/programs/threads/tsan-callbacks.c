// expect: race; races-on: shared; stdout: "initialize\nconstructor\nmain\natexit\nfinalize 1\n"
//
// sanitizer/tsan_interface.h: the program is told of the beginning, before its constructors run,
// and of the end, with whether there are findings. What the latter returns has no effect here.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int shared;

void __tsan_on_initialize(void);
void __tsan_on_initialize(void) { puts("initialize"); }

int __tsan_on_finalize(int failed);
int __tsan_on_finalize(int failed) {
    printf("finalize %d\n", failed);
    return 0;
}

__attribute__((constructor)) static void construct(void) { puts("constructor"); }

static void at_exit(void) { puts("atexit"); }

static void *body(void *unused) {
    shared++;
    return unused;
}

int main(void) {
    pthread_t thread;
    atexit(at_exit);
    puts("main");
    pthread_create(&thread, NULL, body, NULL);
    shared++;
    pthread_join(thread, NULL);
    return 0;
}
