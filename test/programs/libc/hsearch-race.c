// expect: race; tsan: silent
// POSIX.1-2017 XSH 2.9.1 lists hsearch as not thread-safe: one thread looks while another enters.
#include <pthread.h>
#include <search.h>
#include <stddef.h>

static void *look(void *unused)
{
    hsearch((ENTRY){.key = "blue"}, FIND);
    return unused;
}

int main(void)
{
    pthread_t thread;
    hcreate(8);
    pthread_create(&thread, NULL, look, NULL);
    hsearch((ENTRY){.key = "red"}, ENTER);
    pthread_join(thread, NULL);
    hdestroy();
    return 0;
}
