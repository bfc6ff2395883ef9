// expect: exit 139; stdout: "fault\n"; native: skip
// Natively the access faults again and again.
#include <signal.h>
#include <unistd.h>

static void handler(int number) {
    if (write(STDOUT_FILENO, "fault\n", 6) != 6) _exit(number);
}

int main(void) {
    int *volatile nowhere = NULL;
    signal(SIGSEGV, handler);
    return *nowhere;
}
