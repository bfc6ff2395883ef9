// expect: deadlock
// The routine waits for itself.
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void routine(void) { pthread_once(&once, routine); }

int main(void) { return pthread_once(&once, routine); }
