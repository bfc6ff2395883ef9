// expect: exit 3; stdout: "finalize 0\n"

#include <stdio.h>
#include <unistd.h>

int __tsan_on_finalize(int failed);
int __tsan_on_finalize(int failed) {
    printf("finalize %d\n", failed);
    fflush(stdout);
    // Not again.
    _exit(3);
}

int main(void) { return 0; }
