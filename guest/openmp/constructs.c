// Constructs of one thread at a time: single, masked, critical, reductions; and flush.

#include "team.h"

// The compiler's: eight words of zeros, one such object for each name. A mutex is no longer, and
// zeros are one.
typedef int32_t critical_name[8];
_Static_assert(sizeof(pthread_mutex_t) <= sizeof(critical_name), "fits");

// ---- Single and masked -------------------------------------------------------------------------

// The first of the team to come is the one.
int32_t __kmpc_single(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    antecede_point();
    struct member *self = antecede_member();
    if (self->singles++ != self->team->singles) return 0;
    self->team->singles++;
    return 1;
}

void __kmpc_end_single(struct location *at, int32_t thread) { (void)at, (void)thread; }

int32_t __kmpc_masked(struct location *at, int32_t thread, int32_t number) {
    (void)at, (void)thread;
    return antecede_member()->number == number;
}

void __kmpc_end_masked(struct location *at, int32_t thread) { (void)at, (void)thread; }

int32_t __kmpc_master(struct location *at, int32_t thread) { return __kmpc_masked(at, thread, 0); }

void __kmpc_end_master(struct location *at, int32_t thread) { (void)at, (void)thread; }

// After a single construct: its thread's variables become the others'.
void __kmpc_copyprivate(struct location *at, int32_t thread, size_t bytes, void *data,
                        void (*copy)(void *to, void *from), int32_t is_source) {
    (void)at, (void)thread, (void)bytes;
    struct member *self = antecede_member();
    if (is_source) self->team->copied = data;
    antecede_team_barrier(self);
    if (!is_source) copy(data, self->team->copied);
    antecede_team_barrier(self);
    antecede_point();
}

// ---- Critical ----------------------------------------------------------------------------------

void __kmpc_critical(struct location *at, int32_t thread, critical_name *name) {
    (void)at, (void)thread;
    pthread_mutex_lock((pthread_mutex_t *)name);
}

void __kmpc_critical_with_hint(struct location *at, int32_t thread, critical_name *name,
                               uint32_t hint) {
    (void)hint;
    __kmpc_critical(at, thread, name);
}

void __kmpc_end_critical(struct location *at, int32_t thread, critical_name *name) {
    (void)at, (void)thread;
    pthread_mutex_unlock((pthread_mutex_t *)name);
}

// ---- Reductions --------------------------------------------------------------------------------

// Nobody else reduces into the same.
static int is_alone(void) {
    const struct team *team = antecede_member()->team;
    return team->size == 1 && !team->is_of_league;
}

// What the compiler's code does next: nothing, combine (and call the end), or combine by atomic
// operations, which order nothing else.
enum { COMBINE = 1, COMBINE_ATOMICALLY = 2 };

int32_t __kmpc_reduce_nowait(struct location *at, int32_t thread, int32_t count, size_t bytes,
                             void *data, void (*combine)(void *, void *), critical_name *lock) {
    (void)count, (void)bytes, (void)data, (void)combine;
    if (is_alone()) return COMBINE;
    if (at->flags & HAS_ATOMIC_REDUCTION) return COMBINE_ATOMICALLY;
    __kmpc_critical(at, thread, lock);
    return COMBINE;
}

void __kmpc_end_reduce_nowait(struct location *at, int32_t thread, critical_name *lock) {
    if (is_alone() || at->flags & HAS_ATOMIC_REDUCTION) return;
    __kmpc_end_critical(at, thread, lock);
}

int32_t __kmpc_reduce(struct location *at, int32_t thread, int32_t count, size_t bytes, void *data,
                      void (*combine)(void *, void *), critical_name *lock) {
    return __kmpc_reduce_nowait(at, thread, count, bytes, data, combine, lock);
}

void __kmpc_end_reduce(struct location *at, int32_t thread, critical_name *lock) {
    __kmpc_end_reduce_nowait(at, thread, lock);
    __kmpc_barrier(at, thread);
}

// ---- Flush -------------------------------------------------------------------------------------

// OpenMP 5.2, 15.8.5: a flush without a clause is one that acquires and releases.
void __kmpc_flush(struct location *at) {
    (void)at;
    antecede_atomic_fence(ANTECEDE_SEQ_CST);
}
