// expect: race; races-on: text
// write(2) reads its buffer.
#include <pthread.h>
#include <unistd.h>

static char text[8] = "message\n";

static void *thread(void *unused)
{
    if (write(1, text, 8) != 8)
        return unused;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    text[7] = '\n';
    pthread_join(t, NULL);
    return 0;
}
