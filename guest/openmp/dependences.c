// Which tasks come after which: depend clauses of siblings (OpenMP 5.2, 15.9.5).

#include "team.h"

enum { ALL_MEMORY = 0x80, KIND = 0x0f, IN = 1, OUT_SET = 8 };

// Tasks that name one address. Those of one kind in a row, if it is `in` or `inoutset`, are in no
// order; they come after all of `before`, and what follows comes after all of `latest`.
struct place {
    struct place *next;
    uintptr_t address;
    uint8_t kind;
    struct link *before;
    struct link *latest;
};

enum { BUCKETS = 64 };

struct dependences {
    struct place *places[BUCKETS];
};

// ---- Lists of tasks ----------------------------------------------------------------------------

static void push(struct link **list, struct task *task) {
    struct link *link = ALLOCATE(sizeof *link, "another dependence between tasks");
    task->references++;
    *link = (struct link){.task = task, .next = *list};
    *list = link;
}

void antecede_drop_link(struct link *link) {
    antecede_drop_task(link->task);
    antecede_private_free(link);
}

static void drop_list(struct link **list) {
    while (*list) {
        struct link *link = *list;
        *list = link->next;
        antecede_drop_link(link);
    }
}

// ---- Places ------------------------------------------------------------------------------------

static struct place **find(struct dependences *dependences, uintptr_t address) {
    struct place **at = &dependences->places[(address >> 2) % BUCKETS];
    while (*at && (*at)->address != address) at = &(*at)->next;
    return at;
}

static void precede(struct link *list, struct task *task) {
    for (; list; list = list->next) {
        struct task *elder = list->task;
        if (elder == task) continue;
        push(&task->predecessors, elder);
        if (elder->has_ended) continue;
        push(&elder->successors, task);
        task->waits++;
    }
}

static int is_of_latest(const struct place *place, uint8_t kind) {
    return place->latest && place->kind == kind && (kind == IN || kind == OUT_SET);
}

static void join_place(struct place *place, struct task *task, uint8_t kind) {
    if (!is_of_latest(place, kind)) {
        drop_list(&place->before);
        place->before = place->latest;
        place->latest = NULL;
        place->kind = kind;
    }
    push(&place->latest, task);
    precede(place->before, task);
}

// A task may name a place twice: the stronger kind counts.
static uint8_t kind_of(const struct depend *depends, int32_t count, uintptr_t address) {
    uint8_t kind = 0;
    for (int32_t i = 0; i < count; i++) {
        if (depends[i].address != address) continue;
        uint8_t own = depends[i].flags & KIND;
        kind = kind && kind != own ? IN | OUT_SET : own;
    }
    return kind;
}

static int is_repeated(const struct depend *depends, int32_t at) {
    for (int32_t i = 0; i < at; i++) {
        if (depends[i].address == depends[at].address) return 1;
    }
    return 0;
}

static void check(const struct depend *depends, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (depends[i].flags & ALL_MEMORY) {
            antecede_unsupported("OpenMP: depend clauses of omp_all_memory");
        }
    }
}

void antecede_add_dependences(struct task *parent, struct task *task, const struct depend *depends,
                              int32_t count) {
    check(depends, count);
    if (!parent->dependences) {
        parent->dependences =
            ALLOCATE(sizeof *parent->dependences, "dependences between tasks");
    }
    for (int32_t i = 0; i < count; i++) {
        if (is_repeated(depends, i)) continue;
        struct place **at = find(parent->dependences, depends[i].address);
        if (!*at) *at = ALLOCATE(sizeof **at, "dependences between tasks");
        (*at)->address = depends[i].address;
        join_place(*at, task, kind_of(depends, count, depends[i].address));
    }
}

void antecede_find_predecessors(struct task *parent, struct task *task,
                                const struct depend *depends, int32_t count) {
    check(depends, count);
    if (!parent->dependences) return;
    for (int32_t i = 0; i < count; i++) {
        const struct place *place = *find(parent->dependences, depends[i].address);
        if (!place || is_repeated(depends, i)) continue;
        uint8_t kind = kind_of(depends, count, depends[i].address);
        precede(is_of_latest(place, kind) ? place->before : place->latest, task);
    }
}

// ---- Their order -------------------------------------------------------------------------------

void antecede_acquire_predecessors(struct task *task) {
    for (struct link *link = task->predecessors; link; link = link->next) {
        antecede_acquire(&link->task->end);
    }
    drop_list(&task->predecessors);
}

struct link *antecede_end_predecessor(struct task *task) {
    antecede_release_store(&task->end);
    struct link *ready = NULL;
    for (struct link *link = task->successors; link;) {
        struct link *next = link->next;
        struct task *successor = link->task;
        successor->waits--;
        if (successor->waits || !successor->is_deferred) {
            antecede_drop_link(link);
        } else {
            link->next = ready;
            ready = link;
        }
        link = next;
    }
    task->successors = NULL;
    return ready;
}

void antecede_drop_dependences(struct task *task) {
    struct dependences *dependences = task->dependences;
    task->dependences = NULL;
    if (!dependences) return;
    for (int i = 0; i < BUCKETS; i++) {
        while (dependences->places[i]) {
            struct place *place = dependences->places[i];
            dependences->places[i] = place->next;
            drop_list(&place->before);
            drop_list(&place->latest);
            antecede_private_free(place);
        }
    }
    antecede_private_free(dependences);
}
