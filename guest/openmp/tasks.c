// Tasks. A task that is not executed at once waits in its team's queue for a thread that waits for
// something itself. Two tasks that the same thread executes, one after the other, are ordered by
// that thread; under another seed two threads execute them.

#include "team.h"
#include <omp.h>
#include <string.h>

// What the compiler knows of a task; behind it lie the task's private variables.
struct compiled_task {
    void *shared;
    int32_t (*routine)(int32_t thread, struct compiled_task *task);
    int32_t part;
    union {
        int32_t priority;
        int32_t (*destructors)(int32_t thread, struct compiled_task *task);
    } first;
};

enum {
    TIED = 1 << 0,
    FINAL = 1 << 1,
    HAS_DESTRUCTORS = 1 << 3,
};

enum { ALIGNMENT = 16 };

static uint32_t aligned(size_t bytes) {
    return (uint32_t)((bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1));
}

static struct compiled_task *compiled(struct task *task) {
    return (struct compiled_task *)((char *)task + aligned(sizeof *task));
}

static struct task *task_of(struct compiled_task *compiled) {
    return (struct task *)((char *)compiled - aligned(sizeof(struct task)));
}

// ---- Begin and end -----------------------------------------------------------------------------

void antecede_begin_implicit_task(struct member *self) {
    self->implicit_task = (struct task){.references = 1, .is_tied = 1};
    self->task = &self->implicit_task;
}

// Its children have ended.
void antecede_end_implicit_task(struct member *self) {
    antecede_drop_dependences(&self->implicit_task);
    antecede_sync_forget(&self->implicit_task, sizeof self->implicit_task);
}

void antecede_drop_task(struct task *task) {
    if (--task->references) return;
    struct task *parent = task->parent;
    antecede_sync_forget(task, sizeof *task);
    antecede_private_free(task);
    if (parent) antecede_drop_task(parent);
}

struct compiled_task *__kmpc_omp_task_alloc(struct location *at, int32_t thread, int32_t flags,
                                            size_t bytes, size_t shared_bytes, void *routine) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    uint32_t total = aligned(bytes) + aligned(shared_bytes);
    struct task *task = ALLOCATE(aligned(sizeof *task) + total, "another task");
    task->parent = self->task;
    task->parent->references++;
    task->references = 1;
    task->bytes = total;
    task->is_explicit = 1;
    task->is_tied = (flags & TIED) != 0;
    task->is_final = (flags & FINAL) != 0 || task->parent->is_final;
    task->has_destructors = (flags & HAS_DESTRUCTORS) != 0;
    struct compiled_task *result = compiled(task);
    result->shared = shared_bytes ? (char *)result + aligned(bytes) : NULL;
    result->routine = (int32_t (*)(int32_t, struct compiled_task *))routine;
    return result;
}

struct compiled_task *__kmpc_omp_target_task_alloc(struct location *at, int32_t thread,
                                                   int32_t flags, size_t bytes,
                                                   size_t shared_bytes, void *routine,
                                                   int64_t device) {
    (void)device;
    return __kmpc_omp_task_alloc(at, thread, flags, bytes, shared_bytes, routine);
}

// From now on it is waited for.
static void join_family(struct team *team, struct task *task) {
    task->has_joined = 1;
    task->team = team;
    task->of = task->group = task->parent->group;
    task->parent->children++;
    if (task->of) task->of->left++;
    team->tasks++;
}

static void enqueue(struct team *team, struct task *task) {
    task->next = NULL;
    if (team->last) team->last->next = task;
    else team->first = task;
    team->last = task;
}

static void destroy_variables(struct task *task) {
    struct compiled_task *code = compiled(task);
    if (task->has_destructors) code->first.destructors(antecede_self->number, code);
}

static void end_task(struct task *task) {
    struct team *team = task->team;
    destroy_variables(task);
    task->has_ended = 1;
    antecede_drop_dependences(task);
    for (struct link *link = antecede_end_predecessor(task); link;) {
        struct link *next = link->next;
        enqueue(team, link->task);
        antecede_drop_link(link);
        link = next;
    }
    antecede_release_merge(&task->parent->children_key);
    task->parent->children--;
    if (task->of) {
        antecede_release_merge(&task->of->key);
        task->of->left--;
    }
    antecede_release_merge(&team->keys[team->generation & 1]);
    team->tasks--;
    antecede_team_changed(team);
    antecede_drop_task(task);
}

// An untied task may have gone on in another thread before this part of it is over: the last part
// to end ends it, and knows the others.
static void end_part(struct task *task) {
    if (--task->parts) {
        antecede_release_merge(&task->end);
        return;
    }
    antecede_acquire(&task->end);
    end_task(task);
}

static void execute(struct member *self, struct task *task) {
    struct task *suspended = self->task;
    self->task = task;
    antecede_acquire(&task->start);
    antecede_acquire_predecessors(task);
    compiled(task)->routine(antecede_self->number, compiled(task));
    self->task = suspended;
    end_part(task);
}

static int descends(const struct task *task, const struct task *ancestor) {
    while (task && task != ancestor) task = task->parent;
    return task != NULL;
}

int antecede_run_task(struct member *self, const struct task *ancestor) {
    struct team *team = self->team;
    struct task *before = NULL, *task = team->first;
    while (task && ancestor && !descends(task->parent, ancestor)) {
        before = task;
        task = task->next;
    }
    if (!task) return 0;
    if (before) before->next = task->next;
    else team->first = task->next;
    if (team->last == task) team->last = before;
    execute(self, task);
    antecede_point();
    return 1;
}

// ---- Creation ----------------------------------------------------------------------------------

// What a thread may run while its present task waits (OpenMP 5.2, 12.9: constraint of tied tasks).
static const struct task *may_run(const struct member *self) {
    return self->task->is_explicit && self->task->is_tied ? self->task : NULL;
}

// Until none are left of those that it waits for.
static void wait_for(struct member *self, const uint32_t *left) {
    while (*left) {
        if (antecede_run_task(self, may_run(self))) continue;
        antecede_team_wait(self->team, ANTECEDE_WAIT_OTHER);
    }
}

// Its creation is known to it.
static void submit(struct member *self, struct task *task) {
    antecede_release_merge(&task->start);
    task->parts++;
    if (self->team->size == 1 || task->is_final || task->is_undeferred) {
        wait_for(self, &task->waits);
        execute(self, task);
    } else {
        task->is_deferred = 1;
        if (!task->waits) enqueue(self->team, task);
        antecede_team_changed(self->team);
    }
    antecede_point();
}

int32_t __kmpc_omp_task_with_deps(struct location *at, int32_t thread, struct compiled_task *code,
                                  int32_t count, const struct depend *depends, int32_t more_count,
                                  const struct depend *more) {
    (void)at, (void)thread, (void)more_count, (void)more;
    struct member *self = antecede_member();
    struct task *task = task_of(code);
    join_family(self->team, task);
    antecede_add_dependences(task->parent, task, depends, count);
    submit(self, task);
    return 0;
}

// Also what an untied task calls of itself before each of its parts but the first.
int32_t __kmpc_omp_task(struct location *at, int32_t thread, struct compiled_task *code) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    struct task *task = task_of(code);
    if (!task->has_joined) join_family(self->team, task);
    submit(self, task);
    return 0;
}

// A task whose if clause is false: the compiler calls its routine in between.
void __kmpc_omp_task_begin_if0(struct location *at, int32_t thread, struct compiled_task *code) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    struct task *task = task_of(code);
    join_family(self->team, task);
    task->is_undeferred = 1;
    task->parts++;
    self->task = task;
}

void __kmpc_omp_task_complete_if0(struct location *at, int32_t thread, struct compiled_task *code) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    struct task *task = task_of(code);
    self->task = task->parent;
    end_part(task);
}

// A task with a detach clause ends with its event. The handle is the task.
void *__kmpc_task_allow_completion_event(struct location *at, int32_t thread,
                                         struct compiled_task *code) {
    (void)at, (void)thread;
    task_of(code)->parts++;
    return task_of(code);
}

void omp_fulfill_event(omp_event_handle_t event) {
    end_part((struct task *)event);
    antecede_point();
}

// ---- Waiting -----------------------------------------------------------------------------------

int32_t __kmpc_omp_taskwait(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    struct task *task = self->task;
    wait_for(self, &task->children);
    antecede_acquire(&task->children_key);
    antecede_point();
    return 0;
}

void __kmpc_omp_taskwait_deps_51(struct location *at, int32_t thread, int32_t count,
                                 const struct depend *depends, int32_t more_count,
                                 const struct depend *more, int32_t is_nowait) {
    (void)at, (void)thread, (void)more_count, (void)more, (void)is_nowait;
    struct member *self = antecede_member();
    struct task wait = {.references = 1};
    antecede_find_predecessors(self->task, &wait, depends, count);
    wait_for(self, &wait.waits);
    antecede_acquire_predecessors(&wait);
    antecede_point();
}

void __kmpc_omp_wait_deps(struct location *at, int32_t thread, int32_t count,
                          const struct depend *depends, int32_t more_count,
                          const struct depend *more) {
    __kmpc_omp_taskwait_deps_51(at, thread, count, depends, more_count, more, 0);
}

int32_t __kmpc_omp_taskyield(struct location *at, int32_t thread, int32_t part) {
    (void)at, (void)thread, (void)part;
    struct member *self = antecede_member();
    if (!antecede_run_task(self, may_run(self))) antecede_yield();
    return 0;
}

void __kmpc_taskgroup(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct task *task = antecede_member()->task;
    struct group *group = ALLOCATE(sizeof *group, "another group of tasks");
    group->outer = task->group;
    task->group = group;
}

void __kmpc_end_taskgroup(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    struct group *group = self->task->group;
    wait_for(self, &group->left);
    antecede_acquire(&group->key);
    self->task->group = group->outer;
    antecede_combine(group);
    antecede_sync_forget(group, sizeof *group);
    antecede_private_free(group);
    antecede_point();
}

// ---- Loops of tasks ----------------------------------------------------------------------------

// Fewer would leave threads idle where iterations differ.
enum { TASKS_A_THREAD = 10 };

enum { WITH_DEFAULT, WITH_GRAINSIZE, WITH_COUNT };

struct taskloop {
    struct compiled_task *model;
    uint32_t lower_offset; // in the task, of its bounds
    uint32_t upper_offset;
    struct space space;
    void (*prepare)(struct compiled_task *to, struct compiled_task *from, int32_t is_last);
    int is_deferred;
};

static uint64_t *bound(struct compiled_task *code, uint32_t offset) {
    return (uint64_t *)((char *)code + offset);
}

static struct compiled_task *copy_of(struct compiled_task *model) {
    const struct task *from = task_of(model);
    int32_t flags = from->is_tied ? TIED : 0;
    if (from->is_final) flags |= FINAL;
    if (from->has_destructors) flags |= HAS_DESTRUCTORS;
    struct compiled_task *copy =
        __kmpc_omp_task_alloc(NULL, 0, flags, from->bytes, 0, (void *)model->routine);
    memcpy(copy, model, from->bytes);
    if (model->shared) copy->shared = (char *)copy + ((char *)model->shared - (char *)model);
    return copy;
}

static void create_part(const struct taskloop *loop, uint64_t begin, uint64_t count, int is_last) {
    struct compiled_task *code = copy_of(loop->model);
    *bound(code, loop->lower_offset) = value_at(loop->space, begin);
    *bound(code, loop->upper_offset) = value_at(loop->space, begin + count - 1);
    if (loop->prepare) loop->prepare(code, loop->model, is_last);
    if (loop->is_deferred) {
        __kmpc_omp_task(NULL, 0, code);
    } else {
        __kmpc_omp_task_begin_if0(NULL, 0, code);
        code->routine(antecede_self->number, code);
        __kmpc_omp_task_complete_if0(NULL, 0, code);
    }
}

static uint64_t tasks_of(uint64_t iterations, int32_t clause, uint64_t value) {
    if (clause == WITH_GRAINSIZE && value) return iterations / value ? iterations / value : 1;
    uint64_t wanted = (uint64_t)antecede_member()->team->size * TASKS_A_THREAD;
    if (clause == WITH_COUNT && value) wanted = value;
    return wanted < iterations ? wanted : iterations;
}

void __kmpc_taskloop(struct location *at, int32_t thread, struct compiled_task *model,
                     int32_t condition, uint64_t *lower, uint64_t *upper, int64_t step,
                     int32_t has_no_group, int32_t clause, uint64_t value, void *prepare) {
    struct taskloop loop = {.model = model, .space = antecede_space(1, *lower, *upper, step)};
    loop.lower_offset = (uint32_t)((char *)lower - (char *)model);
    loop.upper_offset = (uint32_t)((char *)upper - (char *)model);
    loop.prepare = (void (*)(struct compiled_task *, struct compiled_task *, int32_t))prepare;
    loop.is_deferred = condition != 0;
    uint64_t left = loop.space.count;
    uint64_t tasks = tasks_of(left, clause, value);
    if (!has_no_group) __kmpc_taskgroup(at, thread);
    for (uint64_t begin = 0; left; tasks--) {
        uint64_t count = (left + tasks - 1) / tasks;
        create_part(&loop, begin, count, count == left);
        begin += count;
        left -= count;
    }
    destroy_variables(task_of(model));
    antecede_drop_task(task_of(model));
    if (!has_no_group) __kmpc_end_taskgroup(at, thread);
}

void __kmpc_taskloop_5(struct location *at, int32_t thread, struct compiled_task *model,
                       int32_t condition, uint64_t *lower, uint64_t *upper, int64_t step,
                       int32_t has_no_group, int32_t clause, uint64_t value, int32_t is_strict,
                       void *prepare) {
    (void)is_strict;
    __kmpc_taskloop(at, thread, model, condition, lower, upper, step, has_no_group, clause, value,
                    prepare);
}
