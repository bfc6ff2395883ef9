// expect: race; races-on: late
// What a sender does after it has sent is not in the message.
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static char name[64];
static mqd_t queue;
static int early, late;

static void *send(void *unused) {
    early = 1;
    mq_send(queue, "x", 1, 0);
    late = 1;
    return unused;
}

int main(void) {
    snprintf(name, sizeof name, "/antecede-%d", (int)getpid());
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 1};
    queue = mq_open(name, O_CREAT | O_RDWR, 0600, &attributes);
    pthread_t thread;
    pthread_create(&thread, NULL, send, NULL);
    char text;
    mq_receive(queue, &text, 1, NULL);
    int sum = early + late;
    pthread_join(thread, NULL);
    mq_close(queue);
    mq_unlink(name);
    return sum < 0;
}
