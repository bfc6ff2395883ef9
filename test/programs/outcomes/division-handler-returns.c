// expect: exit 136; stdout: "fault\n"; native: skip
// Natively the division faults again and again.
#include <signal.h>
#include <unistd.h>

static volatile int zero;

static void handler(int number) {
    if (write(STDOUT_FILENO, "fault\n", 6) != 6) _exit(number);
}

int main(void) {
    signal(SIGFPE, handler);
    return 1 / zero;
}
