// Reductions over tasks: each thread has a copy of each variable for the tasks that it executes.

#include "team.h"

// In an array of the compiler's.
struct reduction {
    void *shared;
    void *original; // of what is reduced into, for initializers that look at it
    size_t bytes;
    void (*initialize)(void *copy, void *original);
    void (*finalize)(void *copy);
    void (*combine)(void *shared, void *copy);
    uint32_t flags;
};

struct reduced {
    struct reduced *next; // of the same group
    struct reduction reduction;
    int32_t size;   // of the team
    void *copies[]; // by thread
};

static void add(struct group *group, const struct reduction *reduction, int32_t size) {
    size_t bytes = sizeof(struct reduced) + (size_t)size * sizeof(void *);
    struct reduced *reduced = ALLOCATE(bytes, "a reduction over tasks");
    reduced->reduction = *reduction;
    if (!reduction->original) reduced->reduction.original = reduction->shared;
    reduced->size = size;
    reduced->next = group->reductions;
    group->reductions = reduced;
}

void *__kmpc_taskred_init(int32_t thread, int32_t count, const struct reduction *reductions) {
    (void)thread;
    struct member *self = antecede_member();
    struct group *group = self->task->group;
    for (int32_t i = 0; i < count; i++) add(group, &reductions[i], self->team->size);
    return group;
}

// Of a reduction clause with the modifier task, into the thread's own copies.
void *__kmpc_taskred_modifier_init(struct location *at, int32_t thread, int32_t is_worksharing,
                                   int32_t count, const struct reduction *reductions) {
    (void)is_worksharing;
    __kmpc_taskgroup(at, thread);
    return __kmpc_taskred_init(thread, count, reductions);
}

void __kmpc_task_reduction_modifier_fini(struct location *at, int32_t thread,
                                         int32_t is_worksharing) {
    (void)is_worksharing;
    __kmpc_end_taskgroup(at, thread);
}

static struct reduced *find(struct group *group, const void *shared) {
    for (; group; group = group->outer) {
        for (struct reduced *reduced = group->reductions; reduced; reduced = reduced->next) {
            if (reduced->reduction.shared == shared) return reduced;
            // A task's task may name its parent's copy.
            for (int32_t i = 0; i < reduced->size; i++) {
                if (reduced->copies[i] == shared) return reduced;
            }
        }
    }
    return NULL;
}

void *__kmpc_task_reduction_get_th_data(int32_t thread, struct group *group, void *shared) {
    (void)thread;
    struct member *self = antecede_member();
    struct reduced *reduced = find(group ? group : self->task->group, shared);
    if (!reduced) return shared;
    void **copy = &reduced->copies[self->number];
    if (*copy) return *copy;
    *copy = ALLOCATE(reduced->reduction.bytes, "a reduction over tasks");
    const struct reduction *reduction = &reduced->reduction;
    if (reduction->initialize) reduction->initialize(*copy, reduction->original);
    return *copy;
}

void antecede_combine(struct group *group) {
    while (group->reductions) {
        struct reduced *reduced = group->reductions;
        group->reductions = reduced->next;
        for (int32_t i = 0; i < reduced->size; i++) {
            void *copy = reduced->copies[i];
            if (!copy) continue;
            reduced->reduction.combine(reduced->reduction.shared, copy);
            if (reduced->reduction.finalize) reduced->reduction.finalize(copy);
            antecede_private_free(copy);
        }
        antecede_private_free(reduced);
    }
}
