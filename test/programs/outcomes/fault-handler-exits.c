// expect: exit 3; stdout: "fault\n"; tsan: any
#include <signal.h>
#include <unistd.h>

static void handler(int number) {
    (void)number;
    if (write(STDOUT_FILENO, "fault\n", 6) == 6) _exit(3);
}

int main(void) {
    int *volatile nowhere = NULL;
    signal(SIGSEGV, handler);
    return *nowhere;
}
