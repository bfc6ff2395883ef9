// The functions that programs call (include/omp.h).

#include "team.h"
#include <omp.h>
#include <stdlib.h>
#include <unistd.h>

// ---- Teams -------------------------------------------------------------------------------------

enum { MOST_THREADS = 4096, MOST_LEVELS = INT32_MAX };

void omp_set_num_threads(int threads) {
    if (threads > 0) antecede_member()->settings.threads = threads;
}

int omp_get_num_threads(void) { return antecede_member()->team->size; }

int omp_get_max_threads(void) { return antecede_member()->settings.threads; }

int omp_get_thread_num(void) { return antecede_member()->number; }

int omp_in_parallel(void) { return antecede_member()->team->active_level > 0; }

void omp_set_dynamic(int is_dynamic) { antecede_member()->settings.is_dynamic = is_dynamic != 0; }

int omp_get_dynamic(void) { return antecede_member()->settings.is_dynamic; }

int omp_get_cancellation(void) { return 0; }

void omp_set_max_active_levels(int levels) {
    antecede_member();
    if (levels >= 0) antecede_max_active_levels = levels;
}

int omp_get_max_active_levels(void) {
    antecede_member();
    return antecede_max_active_levels;
}

int omp_get_supported_active_levels(void) { return MOST_LEVELS; }

void omp_set_nested(int is_nested) { omp_set_max_active_levels(is_nested ? MOST_LEVELS : 1); }

int omp_get_nested(void) { return omp_get_max_active_levels() > 1; }

void omp_set_schedule(omp_sched_t kind, int chunk) {
    struct settings *settings = &antecede_member()->settings;
    uint32_t plain = (uint32_t)kind & ~(uint32_t)omp_sched_monotonic;
    if (plain < STATIC || plain > AUTO) return;
    settings->schedule = (int32_t)plain;
    settings->chunk = chunk;
}

void omp_get_schedule(omp_sched_t *kind, int *chunk) {
    const struct settings *settings = &antecede_member()->settings;
    *kind = (omp_sched_t)settings->schedule;
    *chunk = settings->chunk;
    antecede_write_range(kind, sizeof *kind);
    antecede_write_range(chunk, sizeof *chunk);
}

int omp_get_thread_limit(void) { return MOST_THREADS; }

int omp_get_level(void) { return antecede_member()->team->level; }

int omp_get_active_level(void) { return antecede_member()->team->active_level; }

// The calling thread, or its ancestor, in the region with so many around it; NULL if there is none.
static const struct member *at_level(int level) {
    const struct member *member = antecede_member();
    if (level < 0 || level > member->team->level) return NULL;
    while (member->team->level > level) member = member->team->encountering;
    return member;
}

int omp_get_ancestor_thread_num(int level) {
    const struct member *member = at_level(level);
    return member ? member->number : -1;
}

int omp_get_team_size(int level) {
    const struct member *member = at_level(level);
    return member ? member->team->size : -1;
}

int omp_in_final(void) { return antecede_member()->task->is_final; }

int omp_in_explicit_task(void) { return antecede_member()->task->is_explicit; }

// ---- Places, processors, devices ---------------------------------------------------------------

int omp_get_num_procs(void) { return (int)sysconf(_SC_NPROCESSORS_ONLN); }

omp_proc_bind_t omp_get_proc_bind(void) { return omp_proc_bind_false; }

int omp_get_num_places(void) { return 0; }

int omp_get_place_num(void) { return -1; }

int omp_get_partition_num_places(void) { return 0; }

void omp_set_default_device(int device) { (void)device; }

int omp_get_default_device(void) { return 0; }

int omp_get_num_devices(void) { return 0; }

int omp_get_device_num(void) { return 0; }

int omp_get_initial_device(void) { return 0; }

int omp_is_initial_device(void) { return 1; }

int omp_get_num_teams(void) {
    const struct team *league = antecede_member()->team->league;
    return league ? league->size : 1;
}

int omp_get_team_num(void) { return antecede_member()->team->number_in_league; }

int omp_get_max_task_priority(void) { return 0; }

// ---- Locks -------------------------------------------------------------------------------------

_Static_assert(sizeof(pthread_mutex_t) <= sizeof(omp_lock_t), "fits");

static pthread_mutex_t *mutex_of(void *lock) { return lock; }

void omp_init_lock(omp_lock_t *lock) { pthread_mutex_init(mutex_of(lock), NULL); }

void omp_init_lock_with_hint(omp_lock_t *lock, omp_sync_hint_t hint) {
    (void)hint;
    omp_init_lock(lock);
}

void omp_destroy_lock(omp_lock_t *lock) { pthread_mutex_destroy(mutex_of(lock)); }

void omp_set_lock(omp_lock_t *lock) { pthread_mutex_lock(mutex_of(lock)); }

void omp_unset_lock(omp_lock_t *lock) { pthread_mutex_unlock(mutex_of(lock)); }

int omp_test_lock(omp_lock_t *lock) { return pthread_mutex_trylock(mutex_of(lock)) == 0; }

void omp_init_nest_lock(omp_nest_lock_t *lock) {
    pthread_mutexattr_t recursive;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(mutex_of(lock), &recursive);
    lock->__depth = 0;
}

void omp_init_nest_lock_with_hint(omp_nest_lock_t *lock, omp_sync_hint_t hint) {
    (void)hint;
    omp_init_nest_lock(lock);
}

void omp_destroy_nest_lock(omp_nest_lock_t *lock) { pthread_mutex_destroy(mutex_of(lock)); }

void omp_set_nest_lock(omp_nest_lock_t *lock) {
    pthread_mutex_lock(mutex_of(lock));
    lock->__depth++;
}

void omp_unset_nest_lock(omp_nest_lock_t *lock) {
    lock->__depth--;
    pthread_mutex_unlock(mutex_of(lock));
}

int omp_test_nest_lock(omp_nest_lock_t *lock) {
    return pthread_mutex_trylock(mutex_of(lock)) ? 0 : ++lock->__depth;
}

// ---- Time and memory ---------------------------------------------------------------------------

double omp_get_wtime(void) {
    return (double)antecede_clock_now(ANTECEDE_MONOTONIC) / NS_PER_SECOND;
}

double omp_get_wtick(void) { return 1.0 / NS_PER_SECOND; }

void *omp_alloc(size_t bytes, omp_allocator_handle_t allocator) {
    (void)allocator;
    return malloc(bytes);
}

void omp_free(void *memory, omp_allocator_handle_t allocator) {
    (void)allocator;
    free(memory);
}

void omp_set_default_allocator(omp_allocator_handle_t allocator) { (void)allocator; }

// What the compiler calls for allocate clauses and depend objects.
void *__kmpc_alloc(int32_t thread, size_t bytes, omp_allocator_handle_t allocator) {
    (void)thread;
    return omp_alloc(bytes, allocator);
}

void *__kmpc_aligned_alloc(int32_t thread, size_t alignment, size_t bytes,
                           omp_allocator_handle_t allocator) {
    (void)thread, (void)allocator;
    return aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
}

void __kmpc_free(int32_t thread, void *memory, omp_allocator_handle_t allocator) {
    (void)thread;
    omp_free(memory, allocator);
}

omp_allocator_handle_t omp_get_default_allocator(void) { return omp_default_mem_alloc; }
