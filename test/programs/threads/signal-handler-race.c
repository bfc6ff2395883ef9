// expect: race; races-on: count; tsan: any
// The handler runs in the thread that the signal was sent to: it races with the sender's later access.
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static int before, count;

static void handler(int number) {
    (void)number;
    count += before;
}

static void *waits(void *unused) {
    pause();
    return unused;
}

int main(void) {
    struct sigaction action = {.sa_handler = handler};
    pthread_t thread;
    sigaction(SIGUSR1, &action, NULL);
    pthread_create(&thread, NULL, waits, NULL);
    sleep(1);
    before = 1; // no race: the signal is a message
    pthread_kill(thread, SIGUSR1);
    count++;
    pthread_join(thread, NULL);
    return 0;
}
