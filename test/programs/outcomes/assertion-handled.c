// expect: exit 7; stdout: "aborted\n"
// C17 7.2.1.1: a failed assertion calls abort, and a handler of SIGABRT may end the program.
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static void handle(int number) {
    puts(number == SIGABRT ? "aborted" : "what?");
    fflush(stdout);
    _Exit(7);
}

int main(void) {
    signal(SIGABRT, handle);
    assert(handle == NULL);
    return 0;
}
