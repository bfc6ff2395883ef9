// Parallel regions: teams, their threads, and barriers.
//
// A thread outside of all teams keeps its workers from one region to the next, as threadprivate
// variables demand. A nested region has threads of its own: regions of two teams are in no order,
// and a thread that served both would make one.

#include "team.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

char *__real_getenv(const char *);

// ---- Settings ----------------------------------------------------------------------------------

// As in LLVM's runtime, nested regions have one thread unless the program asks for more.
int32_t antecede_max_active_levels = 1;

static int32_t number_from(const char *name, int32_t otherwise) {
    const char *text = __real_getenv(name);
    int value = text ? atoi(text) : 0;
    return value > 0 ? value : otherwise;
}

// OMP_SCHEDULE=[modifier:]kind[,chunk]
static void read_schedule(struct settings *settings) {
    static const struct { char name[8]; int32_t schedule; } KINDS[] = {
        {"static", STATIC}, {"dynamic", DYNAMIC}, {"guided", GUIDED}, {"auto", AUTO}};
    const char *text = __real_getenv("OMP_SCHEDULE");
    if (!text) return;
    const char *modifier_end = strchr(text, ':');
    if (modifier_end) text = modifier_end + 1;
    for (unsigned i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (!strncasecmp(text, KINDS[i].name, strlen(KINDS[i].name))) {
            settings->schedule = KINDS[i].schedule;
        }
    }
    const char *comma = strchr(text, ',');
    if (comma) settings->chunk = atoi(comma + 1);
}

static struct settings initial_settings(void) {
    struct settings settings = {.schedule = STATIC};
    settings.threads = number_from("OMP_NUM_THREADS", (int32_t)sysconf(_SC_NPROCESSORS_ONLN));
    read_schedule(&settings);
    return settings;
}

// ---- Members -----------------------------------------------------------------------------------

static _Thread_local struct member *current;
// Each thread's before its first region: a team of one.
static _Thread_local struct member initial;
static _Thread_local struct team alone;

struct member *antecede_member(void) {
    if (current) return current;
    static int32_t is_set_up;
    if (!is_set_up) {
        is_set_up = 1;
        antecede_max_active_levels = number_from("OMP_MAX_ACTIVE_LEVELS", 1);
        const char *nested = __real_getenv("OMP_NESTED");
        if (nested && !strcasecmp(nested, "true")) antecede_max_active_levels = INT32_MAX;
    }
    alone = (struct team){.size = 1, .settings = initial_settings()};
    initial = (struct member){.team = &alone, .settings = alone.settings};
    antecede_begin_implicit_task(&initial);
    return current = &initial;
}

// ---- Waiting -----------------------------------------------------------------------------------

void antecede_team_changed(struct team *team) {
    team->changed++;
    antecede_wake(&team->changed, -1);
}

void antecede_team_wait(struct team *team, int32_t kind) {
    antecede_block(&team->changed, NULL, NULL, kind, team);
}

static void end_generation(struct team *team) {
    team->arrived = 0;
    team->generation++;
    // Everyone who used it has come here since.
    uint32_t *next = &team->keys[team->generation & 1];
    antecede_sync_forget(next, sizeof *next);
    antecede_team_changed(team);
}

void antecede_team_barrier(struct member *self) {
    struct team *team = self->team;
    uint32_t generation = team->generation;
    uint32_t *key = &team->keys[generation & 1];
    antecede_release_merge(key);
    team->arrived++;
    while (team->generation == generation) {
        if (antecede_run_task(self, NULL)) continue;
        if (team->arrived == team->size && !team->tasks) end_generation(team);
        else antecede_team_wait(team, ANTECEDE_WAIT_BARRIER);
    }
    antecede_acquire(key);
}

// ---- Teams -------------------------------------------------------------------------------------

struct team *antecede_new_team(struct member *outer, int32_t size) {
    struct team *team = ALLOCATE(sizeof *team, "another team of threads");
    team->encountering = outer;
    team->size = team->inside = size;
    team->level = outer->team->level + 1;
    team->active_level = outer->team->active_level + (size > 1);
    team->settings = outer->settings;
    team->league = outer->team->league;
    team->number_in_league = outer->team->number_in_league;
    return team;
}

static void leave(struct team *team) {
    if (--team->inside) return;
    antecede_sync_forget(team, sizeof *team);
    antecede_private_free(team);
}

// Of a league each thread is a team of its own.
static struct team *team_in(struct team *league, int32_t number, struct member *outer) {
    struct team *team = antecede_new_team(outer, 1);
    team->encountering = league->encountering;
    team->level = league->level;
    team->active_level = league->active_level;
    team->league = league;
    team->number_in_league = number;
    team->is_of_league = 1;
    team->settings = league->settings;
    return team;
}

static void execute(struct team *team, int32_t number, struct member *outer) {
    struct team *league = team->is_league ? team : NULL;
    struct member in_league = {.team = league};
    if (league) team = team_in(league, number, outer);
    struct member self = {.outer = outer, .team = team, .settings = team->settings};
    if (!league) self.number = number;
    int32_t thread = antecede_self->number, bound = 0;
    const struct team *region = league ? league : team;
    antecede_begin_implicit_task(&self);
    current = &self;
    antecede_call_region(region, &thread, &bound);
    // The barrier at the end of each region.
    antecede_team_barrier(&self);
    if (league) antecede_team_barrier(&in_league);
    antecede_end_implicit_task(&self);
    current = outer;
    leave(team);
    if (league) leave(league);
}

struct worker {
    struct worker *next;
    pthread_t thread;
    uint32_t is_called; // it waits on it; the key too
    int32_t number;
    struct team *team; // NULL: it is to end
};

static _Thread_local struct worker *workers;

static void call_worker(struct worker *worker, struct team *team, int32_t number) {
    worker->team = team;
    worker->number = number;
    antecede_release_store(&worker->is_called);
    worker->is_called = 1;
    antecede_wake(&worker->is_called, 1);
}

static void dismiss(struct worker *list) {
    while (list) {
        struct worker *worker = list;
        list = worker->next;
        call_worker(worker, NULL, 0);
        pthread_join(worker->thread, NULL);
        antecede_private_free(worker);
    }
}

static void *work(void *argument) {
    struct worker *worker = argument;
    for (;;) {
        while (!worker->is_called) {
            antecede_block(&worker->is_called, NULL, NULL, ANTECEDE_WAIT_OTHER, worker);
        }
        worker->is_called = 0;
        antecede_acquire(&worker->is_called);
        if (!worker->team) return NULL;
        execute(worker->team, worker->number, antecede_member());
    }
}

static struct worker *new_worker(void) {
    struct worker *worker = antecede_private_allocate(sizeof *worker);
    if (!worker) return NULL;
    if (antecede_create(&worker->thread, NULL, work, worker)) {
        antecede_private_free(worker);
        return NULL;
    }
    return worker;
}

// Returns how many there are.
static int32_t find_workers(struct worker **list, int32_t wanted) {
    int32_t count = 0;
    for (; count < wanted; count++) {
        if (!*list) *list = new_worker();
        if (!*list) break;
        list = &(*list)->next;
    }
    return count;
}

void antecede_dismiss_workers(void) {
    dismiss(workers);
    workers = NULL;
}

static int32_t next_size(struct member *self) {
    int32_t wanted = self->pushed_threads > 0 ? self->pushed_threads : self->settings.threads;
    self->pushed_threads = 0;
    return self->team->active_level < antecede_max_active_levels ? wanted : 1;
}

// The caller is the first of the team's threads. Fewer than wanted are found where threads run out.
static void execute_region(struct team *team, const void *function, int32_t count,
                           void **arguments) {
    struct member *self = team->encountering;
    int has_own = self->team->active_level > 0 || team->is_league;
    struct worker *own = NULL;
    struct worker **list = has_own ? &own : &workers;
    team->function = function;
    team->arguments = arguments;
    team->argument_count = count;
    team->size = team->inside = 1 + find_workers(list, team->size - 1);
    struct worker *worker = *list;
    for (int32_t number = 1; number < team->size; number++, worker = worker->next) {
        call_worker(worker, team, number);
    }
    antecede_point();
    execute(team, 0, self);
    dismiss(own);
    antecede_point();
}

void antecede_fork(struct team *team, const void *function, int32_t count, va_list list) {
    if (count > MOST_ARGUMENTS) {
        antecede_unsupported("a parallel region that shares more than 63 variables");
    }
    void *arguments[MOST_ARGUMENTS];
    for (int32_t i = 0; i < count; i++) arguments[i] = va_arg(list, void *);
    execute_region(team, function, count, arguments);
}

void __kmpc_fork_call(struct location *at, int32_t count, void *function, ...) {
    (void)at;
    struct member *self = antecede_member();
    va_list list;
    va_start(list, function);
    antecede_fork(antecede_new_team(self, next_size(self)), function, count, list);
    va_end(list);
}

// With an if clause. Its one argument is that of the function, if that has any.
void __kmpc_fork_call_if(struct location *at, int32_t count, void *function, int32_t condition,
                         void *argument) {
    (void)at;
    struct member *self = antecede_member();
    int32_t size = next_size(self);
    struct team *team = antecede_new_team(self, condition ? size : 1);
    execute_region(team, function, argument ? count : 0, &argument);
}

void __kmpc_push_num_threads(struct location *at, int32_t thread, int32_t threads) {
    (void)at, (void)thread;
    antecede_member()->pushed_threads = threads;
}

void __kmpc_push_proc_bind(struct location *at, int32_t thread, int32_t bind) {
    (void)at, (void)thread, (void)bind;
}

// A region whose if clause is false: the compiler calls its function in between.
void __kmpc_serialized_parallel(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct member *outer = antecede_member();
    outer->pushed_threads = 0;
    struct member *self = ALLOCATE(sizeof *self, "another region");
    self->outer = outer;
    self->team = antecede_new_team(outer, 1);
    self->settings = outer->settings;
    antecede_begin_implicit_task(self);
    current = self;
}

void __kmpc_end_serialized_parallel(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    antecede_team_barrier(self);
    antecede_end_implicit_task(self);
    current = self->outer;
    leave(self->team);
    antecede_private_free(self);
}

int32_t __kmpc_global_thread_num(struct location *at) {
    (void)at;
    return antecede_self->number;
}

void __kmpc_barrier(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    antecede_team_barrier(antecede_member());
    antecede_point();
}

// Regions are not cancelled, as in LLVM's runtime unless OMP_CANCELLATION=true.
int32_t __kmpc_cancel_barrier(struct location *at, int32_t thread) {
    __kmpc_barrier(at, thread);
    return 0;
}

int32_t __kmpc_cancel(struct location *at, int32_t thread, int32_t kind) {
    (void)at, (void)thread, (void)kind;
    return 0;
}

int32_t __kmpc_cancellationpoint(struct location *at, int32_t thread, int32_t kind) {
    (void)at, (void)thread, (void)kind;
    return 0;
}
