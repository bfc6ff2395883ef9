// POSIX message queues, from threads to threads: <mqueue.h>. A message carries what its sender did
// before, and nothing of others that have sent to the queue. That there is room again tells a sender
// nothing, as with pipes.

#define _GNU_SOURCE
#include "thread.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

// No file has such a descriptor. The limits and what is usual are Linux's.
enum {
    FIRST_DESCRIPTOR = 1 << 16,
    MOST_DESCRIPTORS = 1024,
    USUAL_MESSAGES = 10,
    USUAL_MESSAGE_BYTES = 8192,
    MOST_MESSAGES = 65536,
    MOST_MESSAGE_BYTES = 16 << 20,
};

struct message {
    struct message *next;
    unsigned priority;
    uint32_t length_bytes;
    char bytes[];
};

struct queue {
    struct queue *next;
    struct message *first; // by priority, the oldest first
    uint32_t count;
    uint32_t changes; // waiters wait on it
    uint32_t waiters;
    uint32_t receivers; // of the waiters
    uint32_t users;     // open descriptors and waiters
    int32_t most_messages;
    int32_t message_bytes;
    int is_unlinked;
    struct sigevent *event; // NULL if nobody asked to be notified
    mqd_t registered;       // else by this descriptor
    char name[];
};

struct descriptor {
    struct queue *queue; // NULL if not open
    uint8_t reads;
    uint8_t writes;
    uint8_t waits; // not O_NONBLOCK
};

static struct queue *all;
static struct descriptor descriptors[MOST_DESCRIPTORS];

static struct descriptor *find(mqd_t number) {
    int at = number - FIRST_DESCRIPTOR;
    if (at < 0 || at >= MOST_DESCRIPTORS || !descriptors[at].queue) return NULL;
    return &descriptors[at];
}

// ---- Names -------------------------------------------------------------------------------------

// 0 or an error.
static int check_name(const char *name) {
    if (*name != '/') return EINVAL;
    if (!name[1]) return ENOENT;
    if (strchr(name + 1, '/')) return EACCES;
    return strlen(name + 1) > NAME_MAX ? ENAMETOOLONG : 0;
}

static struct queue **named(const char *name) {
    struct queue **at = &all;
    while (*at && ((*at)->is_unlinked || strcmp((*at)->name, name) != 0)) at = &(*at)->next;
    return at;
}

// Of memory that was a synchronization object.
static void forget(void *object, uint32_t bytes) {
    antecede_sync_forget(object, bytes);
    antecede_private_free(object);
}

static void free_if_unused(struct queue *queue) {
    if (!queue->is_unlinked || queue->users) return;
    struct queue **at = &all;
    while (*at != queue) at = &(*at)->next;
    *at = queue->next;
    while (queue->first) {
        struct message *message = queue->first;
        queue->first = message->next;
        forget(message, sizeof *message);
    }
    antecede_private_free(queue);
}

// ---- Open and close ----------------------------------------------------------------------------

static int is_within(long value, long most) { return value > 0 && value <= most; }

static struct queue *create(const char *name, const struct mq_attr *wanted) {
    long messages = USUAL_MESSAGES, bytes = USUAL_MESSAGE_BYTES;
    if (wanted) {
        messages = wanted->mq_maxmsg;
        bytes = wanted->mq_msgsize;
    }
    if (!is_within(messages, MOST_MESSAGES) || !is_within(bytes, MOST_MESSAGE_BYTES)) {
        errno = EINVAL;
        return NULL;
    }
    struct queue *queue = antecede_private_allocate(sizeof *queue + strlen(name) + 1);
    if (!queue) {
        errno = ENOMEM;
        return NULL;
    }
    strcpy(queue->name, name);
    queue->most_messages = messages;
    queue->message_bytes = bytes;
    queue->next = all;
    all = queue;
    return queue;
}

REPLACEMENT mqd_t mq_open(const char *name, int flags, ...) {
    int error = check_name(name);
    if (error) return fail(error);
    int at = 0;
    while (at < MOST_DESCRIPTORS && descriptors[at].queue) at++;
    if (at == MOST_DESCRIPTORS) return fail(EMFILE);
    struct queue *queue = *named(name);
    if (queue && (flags & O_CREAT) && (flags & O_EXCL)) return fail(EEXIST);
    if (!queue && !(flags & O_CREAT)) return fail(ENOENT);
    const struct mq_attr *wanted = NULL;
    if (!queue) {
        va_list arguments;
        va_start(arguments, flags);
        (void)va_arg(arguments, int); // the mode: there is one user
        wanted = va_arg(arguments, const struct mq_attr *);
        va_end(arguments);
        queue = create(name, wanted);
        if (!queue) return -1;
    }
    int access = flags & O_ACCMODE;
    queue->users++;
    descriptors[at] = (struct descriptor){
        .queue = queue,
        .reads = access != O_WRONLY,
        .writes = access == O_WRONLY || access == O_RDWR,
        .waits = !(flags & O_NONBLOCK),
    };
    if (wanted) reads(wanted, sizeof *wanted);
    return FIRST_DESCRIPTOR + at;
}

static void unregister(struct queue *queue, mqd_t number) {
    if (!queue->event || queue->registered != number) return;
    forget(queue->event, sizeof *queue->event);
    queue->event = NULL;
}

REPLACEMENT int mq_close(mqd_t number) {
    struct descriptor *descriptor = find(number);
    if (!descriptor) return fail(EBADF);
    struct queue *queue = descriptor->queue;
    unregister(queue, number);
    descriptor->queue = NULL;
    queue->users--;
    free_if_unused(queue);
    return 0;
}

REPLACEMENT int mq_unlink(const char *name) {
    int error = check_name(name);
    if (error) return fail(error);
    struct queue *queue = *named(name);
    if (!queue) return fail(ENOENT);
    queue->is_unlinked = 1;
    free_if_unused(queue);
    return 0;
}

// ---- Attributes --------------------------------------------------------------------------------

REPLACEMENT int mq_getattr(mqd_t number, struct mq_attr *result) {
    const struct descriptor *descriptor = find(number);
    if (!descriptor) return fail(EBADF);
    const struct queue *queue = descriptor->queue;
    *result = (struct mq_attr){
        .mq_flags = descriptor->waits ? 0 : O_NONBLOCK,
        .mq_maxmsg = queue->most_messages,
        .mq_msgsize = queue->message_bytes,
        .mq_curmsgs = (long)queue->count,
    };
    writes(result, sizeof *result);
    return 0;
}

// Only whether calls wait can be changed.
REPLACEMENT int mq_setattr(mqd_t number, const struct mq_attr *restrict wanted,
                           struct mq_attr *restrict before) {
    struct descriptor *descriptor = find(number);
    if (!descriptor) return fail(EBADF);
    if (wanted->mq_flags & ~(long)O_NONBLOCK) return fail(EINVAL);
    uint8_t waits = !(wanted->mq_flags & O_NONBLOCK);
    if (before) mq_getattr(number, before);
    descriptor->waits = waits;
    reads(wanted, sizeof *wanted);
    return 0;
}

// ---- Notification ------------------------------------------------------------------------------

REPLACEMENT int mq_notify(mqd_t number, const struct sigevent *event) {
    const struct descriptor *descriptor = find(number);
    if (!descriptor) return fail(EBADF);
    struct queue *queue = descriptor->queue;
    if (!event) {
        unregister(queue, number);
        return 0;
    }
    if (!antecede_is_event(event)) return fail(EINVAL);
    if (queue->event) return fail(EBUSY);
    struct sigevent *copy = antecede_private_allocate(sizeof *copy);
    if (!copy) return fail(ENOMEM);
    *copy = *event;
    queue->event = copy;
    queue->registered = number;
    antecede_release_store(copy);
    antecede_signals_set_up();
    reads(event, sizeof *event);
    return 0;
}

// What is called knows what both have done before, who registered it and who sent.
static void *call_notified(void *argument) {
    struct sigevent event = *(struct sigevent *)argument;
    antecede_acquire(argument);
    forget(argument, sizeof event);
    event.sigev_notify_function(event.sigev_value);
    return NULL;
}

static void begin_notified(struct sigevent *event) {
    pthread_attr_t attributes;
    if (event->sigev_notify_attributes) {
        attributes = *(const pthread_attr_t *)event->sigev_notify_attributes;
    } else {
        pthread_attr_init(&attributes);
    }
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    if (antecede_create(&thread, &attributes, call_notified, event)) {
        antecede_unsupported("the thread of mq_notify beyond the limit of threads");
    }
}

// A message comes to an empty queue: that ends the registration, unless a thread waits for it.
static void notify(struct queue *queue) {
    struct sigevent *event = queue->event;
    if (!event || queue->receivers) return;
    queue->event = NULL;
    if (event->sigev_notify == SIGEV_THREAD) {
        begin_notified(event);
        return;
    }
    siginfo_t information = {
        .si_signo = event->sigev_signo,
        .si_code = SI_MESGQ,
        .si_pid = getpid(),
        .si_uid = getuid(),
        .si_value = event->sigev_value,
    };
    if (event->sigev_notify == SIGEV_SIGNAL) antecede_send_to_process(&information);
    forget(event, sizeof *event);
}

// ---- Send and receive --------------------------------------------------------------------------

static void tell(struct queue *queue) {
    queue->changes++;
    if (queue->waiters) antecede_wake(&queue->changes, -1);
}

// Until the queue has changed. The queue stays meanwhile, also if it is closed and unlinked.
// Returns 0 or an error, ECANCELED if the thread is to be cancelled.
static int wait_for_change(struct queue *queue, const struct deadline *deadline) {
    if (deadline && !antecede_remaining(deadline)) return ETIMEDOUT;
    uint32_t interruptions = antecede_self->handlers_interrupting;
    int32_t why = antecede_block_cancellable(&queue->changes, &queue->waiters, deadline,
                                             ANTECEDE_WAIT_OTHER, queue);
    if (why == ANTECEDE_INTERRUPTED) return ECANCELED;
    return antecede_self->handlers_interrupting == interruptions ? 0 : EINTR;
}

static int is_full(const struct queue *queue) {
    return queue->count >= (uint32_t)queue->most_messages;
}

static int is_empty(const struct queue *queue) { return !queue->count; }

// Returns 0 once the queue isn't `hinders` any more, or an error.
static int wait_while(const struct descriptor *descriptor, int (*hinders)(const struct queue *),
                      const struct timespec *at) {
    struct queue *queue = descriptor->queue;
    if (!hinders(queue)) return 0;
    if (!descriptor->waits) return EAGAIN;
    struct deadline deadline;
    int receives = hinders == is_empty;
    queue->users++;
    int error = at ? antecede_read_deadline(&deadline, CLOCK_REALTIME, at) : 0;
    queue->receivers += receives;
    while (!error && hinders(queue)) error = wait_for_change(queue, at ? &deadline : NULL);
    queue->receivers -= receives;
    queue->users--;
    return error;
}

static void put(struct queue *queue, struct message *message) {
    struct message **at = &queue->first;
    while (*at && (*at)->priority >= message->priority) at = &(*at)->next;
    message->next = *at;
    *at = message;
    queue->count++;
}

static int give_up(struct queue *queue, int error) {
    free_if_unused(queue);
    if (error == ECANCELED) antecede_cancel_self();
    return fail(error);
}

static int send_until(mqd_t number, const char *from, size_t bytes, unsigned priority,
                      const struct timespec *at) {
    pthread_testcancel();
    const struct descriptor *descriptor = find(number);
    if (priority >= MQ_PRIO_MAX) return fail(EINVAL);
    if (!descriptor || !descriptor->writes) return fail(EBADF);
    struct queue *queue = descriptor->queue;
    if (bytes > (size_t)queue->message_bytes) return fail(EMSGSIZE);
    struct message *message = antecede_private_allocate(sizeof *message + bytes);
    if (!message) return fail(ENOMEM);
    message->priority = priority;
    message->length_bytes = bytes;
    memcpy(message->bytes, from, bytes);
    reads(from, bytes);
    descriptor = find(number); // the read may have let others run
    int error = descriptor ? wait_while(descriptor, is_full, at) : EBADF;
    if (error) {
        antecede_private_free(message);
        return descriptor ? give_up(queue, error) : fail(error);
    }
    int was_empty = is_empty(queue);
    antecede_release_store(message);
    put(queue, message);
    tell(queue);
    if (was_empty) notify(queue);
    free_if_unused(queue);
    antecede_point();
    return 0;
}

REPLACEMENT int mq_timedsend(mqd_t number, const char *from, size_t bytes, unsigned priority,
                             const struct timespec *at) {
    return send_until(number, from, bytes, priority, at);
}

REPLACEMENT int mq_send(mqd_t number, const char *from, size_t bytes, unsigned priority) {
    return send_until(number, from, bytes, priority, NULL);
}

static ssize_t receive_until(mqd_t number, char *to, size_t room_bytes, unsigned *priority,
                             const struct timespec *at) {
    pthread_testcancel();
    const struct descriptor *descriptor = find(number);
    if (!descriptor || !descriptor->reads) return fail(EBADF);
    struct queue *queue = descriptor->queue;
    if (room_bytes < (size_t)queue->message_bytes) return fail(EMSGSIZE);
    int error = wait_while(descriptor, is_empty, at);
    if (error) return give_up(queue, error);
    struct message *message = queue->first;
    queue->first = message->next;
    queue->count--;
    antecede_acquire(message);
    tell(queue);
    free_if_unused(queue);
    size_t bytes = message->length_bytes;
    memcpy(to, message->bytes, bytes);
    if (priority) *priority = message->priority;
    forget(message, sizeof *message);
    writes(to, bytes);
    if (priority) writes(priority, sizeof *priority);
    antecede_point();
    return (ssize_t)bytes;
}

REPLACEMENT ssize_t mq_timedreceive(mqd_t number, char *restrict to, size_t room_bytes,
                                    unsigned *restrict priority,
                                    const struct timespec *restrict at) {
    return receive_until(number, to, room_bytes, priority, at);
}

REPLACEMENT ssize_t mq_receive(mqd_t number, char *to, size_t room_bytes, unsigned *priority) {
    return receive_until(number, to, room_bytes, priority, NULL);
}
