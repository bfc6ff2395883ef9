// std names its threads only where the platform can; here it can.

#include <pthread.h>
#include <string.h>

enum { MOST_BYTES = 15 };

// Longer names are cut, as std does elsewhere.
void antecede_rust_thread_name(const char *name) {
    char cut[MOST_BYTES + 1];
    strncpy(cut, name, MOST_BYTES);
    cut[MOST_BYTES] = 0;
    pthread_setname_np(pthread_self(), cut);
}
