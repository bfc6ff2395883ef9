// What the files of this folder share: a thread, waiting, time.
//
// Guest code switches fibers only inside the functions that runtime.h marks SWITCHES, so nothing
// here needs a lock. Every operation on a synchronization object takes effect first and calls
// antecede_point() last, exactly once; after that it never touches the object again, which another
// thread may have destroyed.

#ifndef ANTECEDE_THREAD_H
#define ANTECEDE_THREAD_H

#include "libc/intercept.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>

// What a function returns that tells its error by errno.
static inline int fail(int error) {
    errno = error;
    return -1;
}

// Who may collect the result of a thread.
enum ownership { JOINABLE, BEING_JOINED, DETACHED };

// How a blocked thread may be cancelled, while it is in antecede_wait or antecede_sleep.
enum waiting { NOT_WAITING, WAITING, WAITING_CANCELLABLE };

// Few programs have more keys.
enum { KEYS_AT_HAND = 128, MORE_KEYS = PTHREAD_KEYS_MAX - KEYS_AT_HAND };

struct thread {
    // Read by the host, which may name a stack or a thread-local block in a report, and `stack`.
    int32_t number;
    char *stack_bottom; // lowest usable byte
    char *stack_top;
    char *tls_block;
    uint32_t tls_bytes;

    pthread_t handle;
    uint32_t done; // 0 or 1; joiners wait on it
    enum ownership ownership;
    struct stack *stack;

    void *(*start)(void *);
    void *argument;
    void *result;

    enum waiting waiting;
    uint8_t cancel_requested;
    uint8_t cancel_state;
    uint8_t cancel_type;
    uint8_t exiting;
    struct __ptcb *cleanup;
    struct thread_destructor *destructors;
    struct mutex *robust_held;
    const void *recent_mutex; // locked or unlocked last; an address, never used as a pointer
    void *stream;             // streams.c: what a function of FILEs was last called with

    // signals.c: bit 0 of a set is signal 1.
    uint64_t signal_mask;
    uint64_t signals_pending;
    uint64_t signals_awaited;       // by sigwait and its like, now
    uint32_t handlers_run;          // so far
    uint32_t handlers_interrupting; // of them, those that end a wait: without SA_RESTART

    int policy;
    int priority;
    uint32_t guard_bytes;
    char name[16];
    const void *values[KEYS_AT_HAND];
    const void **more_values; // of all other keys, once one has had a value
};

// As src/runtime/machine.ts reads them.
_Static_assert(offsetof(struct thread, number) == 0, "host");
_Static_assert(offsetof(struct thread, stack_bottom) == 4, "host");
_Static_assert(offsetof(struct thread, tls_bytes) == 16, "host");
_Static_assert(offsetof(struct thread, stack) == 32, "host");

extern _Thread_local struct thread *antecede_self;
extern struct thread antecede_main_thread;

// How locks store their owner, so that 0 means none. Numbers are never used twice.
static inline uint32_t antecede_identity(void) { return (uint32_t)antecede_self->number + 1; }

// ---- registry.c: handles, which never point to anything ----------------------------------------

// 0 when there is no memory for another thread.
pthread_t antecede_register(struct thread *thread);
void antecede_unregister(struct thread *thread);
// The number of the thread that had this handle last, -1 if that is not known any more.
int32_t antecede_last_number(pthread_t handle);
// NULL for a handle that names no thread (any more).
struct thread *antecede_find(pthread_t handle);
uint32_t antecede_registered_count(void);
// The registered thread at or after *position, which moves past it; NULL at the end.
struct thread *antecede_next_thread(uint32_t *position);

// ---- misuse.c ----------------------------------------------------------------------------------

// Set once main has returned or exit was called: static objects end, whoever still waits on them.
extern int antecede_is_exiting;

// An object is destroyed while threads hold it or wait on it; `owner` is an identity, 0 for none.
void antecede_destroyed_in_use(int32_t misuse, const void *object, uint32_t owner);

// The calling thread destroys an object: no other may use it from then on.
void antecede_object_ends(void *object);

// The number of a thread by its identity, -1 for 0.
static inline int32_t antecede_number(uint32_t identity) { return (int32_t)identity - 1; }

// ---- stack.c -----------------------------------------------------------------------------------

struct stack;

// stack_bytes 0: the default. Sets the stack and thread-local fields of `thread`; 0 or EAGAIN.
int antecede_stack_take(struct thread *thread, uint32_t stack_bytes, uint32_t guard_bytes);
// The same in memory of the program; 0 or EINVAL.
int antecede_stack_adopt(struct thread *thread, char *memory, uint32_t bytes);
void antecede_stack_give_back(struct thread *thread);
uint32_t antecede_default_stack_bytes(void);

// ---- private-memory.c --------------------------------------------------------------------------

// Zeroed memory that is no heap block of the program and without a past in the shadow.
void *antecede_private_allocate(uint32_t bytes);
void antecede_private_free(void *p);

// ---- thread.c ----------------------------------------------------------------------------------

int antecede_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*start)(void *),
                    void *argument);
_Noreturn void antecede_exit(void *result);
// Programs pass functions of other types, cast, such as pthread_mutex_unlock for a cleanup handler:
// natively that works, and here each is called as it is declared.
void *antecede_call_as_declared(void *function, void *argument);

// In programs that are partly C++: no exception gets past it (guest/cxx/terminate.cc).
__attribute__((weak)) void *antecede_call_noexcept(void *(*function)(void *), void *argument);

static inline void *antecede_call(void *(*function)(void *), void *argument) {
    if (antecede_call_noexcept) return antecede_call_noexcept(function, argument);
    return function(argument);
}

// ---- timers.c: in programs that create any -----------------------------------------------------

// The process ends: no timer begins a thread any more.
__attribute__((weak)) void antecede_end_timers(void);

// ---- fibers.c: in programs that use any --------------------------------------------------------

// A thread that ends does so as itself: whoever joins it knows what it did as a fiber too.
__attribute__((weak)) void antecede_leave_fiber(void);

// ---- openmp/parallel.c: in programs with OpenMP ------------------------------------------------

// The threads that the ending thread kept for its parallel regions end too.
__attribute__((weak)) void antecede_dismiss_workers(void);

// ---- deadline.c --------------------------------------------------------------------------------

struct deadline {
    int32_t clock; // as antecede_clock_now takes it
    int64_t at_ns;
};

#define NS_PER_SECOND 1000000000ll
#define NS_PER_MICROSECOND 1000

// The clock's number, or -1 if there is no such clock.
int32_t antecede_clock_number(clockid_t clock);
// 0, or EINVAL for an unknown clock or nanoseconds out of range.
int antecede_deadline(struct deadline *deadline, clockid_t clock, const struct timespec *at);
// The same, of a time that the caller has given, and which is read for it: others may run here.
int antecede_read_deadline(struct deadline *deadline, clockid_t clock, const struct timespec *at);
// Nanoseconds that remain, at least 0; -1 without a deadline (NULL).
int64_t antecede_remaining(const struct deadline *deadline);

// ---- cancel.c: waiting -------------------------------------------------------------------------

// Waits while *word has its present value. `waiters`, if any, counts this thread meanwhile.
// Returns enum antecede_wait_result; the caller looks at its object again after any of them.
int32_t antecede_block(uint32_t *word, uint32_t *waiters, const struct deadline *deadline,
                       int32_t kind, const void *object);
// The same as a cancellation point: after ANTECEDE_INTERRUPTED the caller restores what it must
// and calls antecede_cancel_self().
int32_t antecede_block_cancellable(uint32_t *word, uint32_t *waiters,
                                   const struct deadline *deadline, int32_t kind,
                                   const void *object);
_Noreturn void antecede_cancel_self(void);
// Sleeps in virtual time, as a cancellation point.
// Returns the nanoseconds that a handler of a signal has cut off, 0 if none did.
int64_t antecede_sleep_cancellable(int64_t ns);

// ---- signals.c, alarm.c ------------------------------------------------------------------------

// In a set of signals.
static inline uint64_t signal_bit(int number) { return 1ull << (number - 1); }

// The running thread has a signal to act on, which antecede_deliver_signals() does.
int antecede_has_signals(void);
// To the process, whose threads that don't block it may all act on it. Returns 1, or 0 if the
// signal that the same timer sent before is still pending.
int antecede_send_to_process(const siginfo_t *signal);
// Whether timers and message queues can tell of themselves in this way.
int antecede_is_event(const struct sigevent *event);
// Nanoseconds until a timer goes off that the running thread acts on, -1 if there is none.
int64_t antecede_alarm_remaining(void);
int antecede_alarm_is_set(void);
// Sends what timers have gone off.
void antecede_alarm_look(void);
// A thread begins to act on the signal of a timer, which says how many it stands for.
void antecede_timer_delivers(siginfo_t *signal);
// A handler sees what the thread that installed it did before.
void antecede_signals_set_up(void);
// What the program has asked for (libc/signal.c): whether it has a handler, whether the signal is of
// no effect, and to act on it. The latter returns whether it restarts what it interrupts.
int antecede_has_handler(int number);
int antecede_is_ignored(int number);
int antecede_act_on_signal(struct thread *self, const siginfo_t *information);
void antecede_run_cleanup(struct thread *thread);

// ---- mutex.c -----------------------------------------------------------------------------------

// For condition variables: the two halves of a wait, without scheduling points.
int antecede_mutex_check_waitable(pthread_mutex_t *mutex);
void antecede_mutex_give_up(pthread_mutex_t *mutex);
int antecede_mutex_take_back(pthread_mutex_t *mutex);
// The robust mutexes that an ending thread holds become inconsistent.
void antecede_mutexes_abandon(struct thread *thread);

// ---- guest/libc/process.c ----------------------------------------------------------------------

_Noreturn void antecede_end_process(int32_t code);
// What handlers of on_exit are told, once antecede_is_exiting.
extern int antecede_exit_code;

// ---- destructors -------------------------------------------------------------------------------

void antecede_run_thread_local_destructors(struct thread *thread);
void antecede_run_key_destructors(struct thread *thread);

#endif
