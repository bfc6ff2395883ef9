// OpenMP over the threads of threads/: what the files of this folder share. Compilers make calls of
// LLVM's runtime interface (kmp.h of its openmp project) of the pragmas; the words are those of the
// OpenMP 5.2 specification.
//
// Happens-before: fork and join of a team, barriers, critical regions and locks, ordered regions,
// flushes, and from a task's creation and its predecessors to the task, and from there to those who
// wait for it. Who is given an iteration or a task learns nothing of others by that.

#ifndef ANTECEDE_OPENMP_TEAM_H
#define ANTECEDE_OPENMP_TEAM_H

#include "threads/thread.h"
#include <stdarg.h>

struct task;
struct record;

// Where a construct stands in the source, and what the compiler says of it.
struct location {
    int32_t reserved;
    int32_t flags;
    int32_t more[2];
    const char *source;
};

// Bit of a location's flags: there is code that reduces by atomic operations.
enum { HAS_ATOMIC_REDUCTION = 0x10 };

enum schedule { STATIC = 1, DYNAMIC = 2, GUIDED = 3, AUTO = 4 }; // as omp_sched_t

// What a region hands on to those that it encloses: internal control variables.
struct settings {
    int32_t threads; // of the next team
    int32_t schedule;
    int32_t chunk;
    int32_t is_dynamic;
};

// The threads that execute a parallel region.
struct team {
    struct member *encountering; // the thread that began the region; NULL outside of all
    int32_t size;
    int32_t level;        // enclosing regions
    int32_t active_level; // of them, those with more than one thread
    int32_t inside;       // who has yet to leave
    // Of several teams at once. A thread of the league is in a team of its own.
    uint8_t is_league;
    uint8_t is_of_league;
    int32_t number_in_league;
    struct team *league; // that it, or a region around it, is in
    struct settings settings;
    const void *function;
    void **arguments;
    int32_t argument_count;

    // Whoever waits for something in the team waits for this to change.
    uint32_t changed;
    int32_t arrived;
    uint32_t generation; // barriers so far
    uint32_t keys[2];    // of barriers with an even and an odd number
    uint32_t singles;    // constructs that had their thread
    void *copied;        // what copyprivate hands out
    struct record *records;

    // Tasks that wait for a thread, first to last, and all that have not ended.
    struct task *first;
    struct task *last;
    uint32_t tasks;
};

// A set of tasks that is waited for as one.
struct group {
    struct group *outer;
    uint32_t left;
    uint32_t key;
    struct reduced *reductions;
};

struct task {
    struct team *team; // which waits for it
    struct task *parent;
    struct task *next; // in the queue
    uint32_t references;
    uint32_t children; // that have not ended
    uint32_t children_key;
    uint32_t start; // key: what comes before it
    uint32_t end;   // key: what it has done
    uint32_t parts; // that have yet to end: of a tied task one, and the event of a detach clause
    uint32_t waits; // for so many predecessors
    uint32_t bytes; // of what the compiler has asked for
    uint8_t is_explicit;
    uint8_t has_joined;    // its family, which waits for it too
    uint8_t is_tied;
    uint8_t is_final;
    uint8_t is_undeferred; // by an if clause
    uint8_t is_deferred;   // it waits for predecessors, or for a thread
    uint8_t has_destructors;
    uint8_t has_ended;
    struct group *of;    // whose end waits for it
    struct group *group; // the innermost that it has begun, or is in
    struct link *predecessors;
    struct link *successors;
    struct dependences *dependences; // of its children
};

// A thread in a team.
struct member {
    struct member *outer; // the same thread in the enclosing region
    struct team *team;
    int32_t number;
    int32_t pushed_threads; // by a num_threads clause: for the next team
    int32_t pushed_teams;   // by a num_teams clause
    int32_t pushed_limit;   // by a thread_limit clause
    struct settings settings;
    struct task *task;
    struct task implicit_task;
    uint32_t singles; // constructs met so far
    uint32_t loops;
    uint32_t doacrosses;
    struct assignment *loop; // that is being executed
    struct doacross *doacross;
};

// Memory of our own; without it the run ends. what: a literal.
#define ALLOCATE(bytes, what) antecede_allocate_or_end(bytes, "no memory for " what)

static inline void *antecede_allocate_or_end(size_t bytes, const char *failure) {
    void *memory = antecede_private_allocate((uint32_t)bytes);
    if (!memory) antecede_unsupported(failure);
    return memory;
}

// ---- region-call.c -----------------------------------------------------------------------------

enum { MOST_ARGUMENTS = 63 };

void antecede_call_region(const struct team *team, int32_t *thread, int32_t *bound);

// ---- parallel.c --------------------------------------------------------------------------------

// The calling thread, in the innermost of its regions.
struct member *antecede_member(void);
struct team *antecede_new_team(struct member *outer, int32_t size);
// Executes a region by a new team, whose function has so many arguments of a pointer's size.
void antecede_fork(struct team *team, const void *function, int32_t count, va_list list);
// All of the team arrive, and all tasks end. Everyone knows then what everyone did before.
void antecede_team_barrier(struct member *self);
// What someone may wait for is another.
void antecede_team_changed(struct team *team);
void antecede_team_wait(struct team *team, int32_t kind);
void __kmpc_barrier(struct location *at, int32_t thread);
// From the environment, and what omp_set_max_active_levels has set.
extern int32_t antecede_max_active_levels;

// ---- loops.c -----------------------------------------------------------------------------------

// The values of a loop's variable, in the compiler's type widened to 64 bits.
struct space {
    uint64_t first;
    int64_t step;
    uint64_t count;
};

struct space antecede_space(int is_signed, uint64_t first, uint64_t last, int64_t step);

static inline uint64_t value_at(struct space space, uint64_t iteration) {
    return space.first + iteration * (uint64_t)space.step;
}

// ---- records.c ---------------------------------------------------------------------------------

// What a team shares of one of its loops, from the first thread that comes to the last that leaves.
struct record {
    struct record *next;
    int32_t kind;
    uint32_t index;
    int32_t left; // threads that have left it
    // Iterations that have been handed out, and those whose ordered region is over.
    uint64_t handed_out;
    uint64_t turn;
    uint32_t turn_key;
    // Of loops that wait for single iterations: a key for each, 1 once it is posted.
    uint32_t *posted;
    uint64_t posts;
};

enum { LOOP_RECORD, DOACROSS_RECORD };

struct record *antecede_record(struct team *team, int32_t kind, uint32_t index);
void antecede_leave_record(struct team *team, struct record *record);

// ---- tasks.c -----------------------------------------------------------------------------------

// Runs a task that waits for a thread, if there is one that this thread may run now: at a barrier
// any, within a tied task its descendants. Returns whether it did.
int antecede_run_task(struct member *self, const struct task *ancestor);
void __kmpc_taskgroup(struct location *at, int32_t thread);
void __kmpc_end_taskgroup(struct location *at, int32_t thread);
void antecede_begin_implicit_task(struct member *self);
void antecede_end_implicit_task(struct member *self);

// ---- dependences.c -----------------------------------------------------------------------------

// In an array of the compiler's. A task that comes after another, by depend clauses.
struct depend {
    uintptr_t address;
    size_t bytes;
    uint8_t flags;
};

struct link {
    struct task *task;
    struct link *next;
};

// The task comes after its elder siblings that `depends` tells of; siblings to come after it.
void antecede_add_dependences(struct task *parent, struct task *task, const struct depend *depends,
                              int32_t count);
// The same, of what no later sibling depends on.
void antecede_find_predecessors(struct task *parent, struct task *task,
                                const struct depend *depends, int32_t count);
void antecede_acquire_predecessors(struct task *task);
// Returns the tasks whose last predecessor this was, in a list.
struct link *antecede_end_predecessor(struct task *task);
void antecede_drop_dependences(struct task *task);
void antecede_drop_link(struct link *link);
void antecede_drop_task(struct task *task);

// ---- reductions.c ------------------------------------------------------------------------------

// All tasks of the group have ended: what they reduced is combined.
void antecede_combine(struct group *group);

#endif
