// clean: a consume load orders the reads that depend on the pointer it returns.
//
// The message is reached THROUGH the pointer: p->text carries a dependency from the load, and
// the write of the text is dependency-ordered before it (C11 5.1.2.4). Compilers treat consume as
// acquire, and so does Antecede.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct message {
    const char *text;
};

static struct message message;
static struct message *_Atomic published;

static void *producer(void *unused)
{
    message.text = "Hello World!";
    atomic_store_explicit(&published, &message, memory_order_release);
    return NULL;
}

static void *consumer(void *unused)
{
    struct message *p;
    while ((p = atomic_load_explicit(&published, memory_order_consume)) == NULL) {
    }
    puts(p->text);
    return NULL;
}

int main(void)
{
    pthread_t p, c;
    pthread_create(&p, NULL, producer, NULL);
    pthread_create(&c, NULL, consumer, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
