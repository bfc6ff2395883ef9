// Worksharing loops: which thread executes which iterations, ordered regions, and waiting for
// single iterations (doacross). Sections are loops over their numbers.

#include "team.h"

// As compilers number them: with the modifiers of a schedule clause above, and numbers of their own
// for loops with ordered regions.
enum {
    STATIC_CHUNKED_LOOP = 33,
    STATIC_LOOP = 34,
    DYNAMIC_LOOP = 35,
    GUIDED_LOOP = 36,
    RUNTIME_LOOP = 37,
    AUTO_LOOP = 38,
    STATIC_SIMD_LOOP = 45,
    GUIDED_SIMD_LOOP = 46,
    RUNTIME_SIMD_LOOP = 47,
    FIRST_ORDERED_LOOP = 65,
    LAST_ORDERED_LOOP = 72,
    ORDERED_DISTANCE = 32,
    DISTRIBUTED_CHUNKED_LOOP = 91,
    DISTRIBUTED_LOOP = 92,
    MODIFIERS = 3 << 29,
};

// Some iterations in a row, numbered from 0.
struct part {
    uint64_t begin;
    uint64_t count;
    int32_t has_last;
};

struct space antecede_space(int is_signed, uint64_t first, uint64_t last, int64_t step) {
    struct space space = {.first = first, .step = step ? step : 1};
    int is_less = is_signed ? (int64_t)last < (int64_t)first : last < first;
    int is_more = is_signed ? (int64_t)last > (int64_t)first : last > first;
    if (space.step > 0 && !is_less) space.count = (last - first) / (uint64_t)space.step + 1;
    if (space.step < 0 && !is_more) space.count = (first - last) / -(uint64_t)space.step + 1;
    return space;
}

// ---- Static ------------------------------------------------------------------------------------

// One part for each thread, none longer than another by more than one iteration.
static struct part even_part(uint64_t count, uint32_t number, uint32_t size) {
    uint64_t least = count / size, longer = count % size;
    struct part part = {.count = least + (number < longer)};
    part.begin = number * least + (number < longer ? number : longer);
    part.has_last = part.count && part.begin + part.count == count;
    return part;
}

static uint64_t chunk_of(int64_t chunk) { return chunk > 0 ? (uint64_t)chunk : 1; }

struct loop {
    int32_t schedule;
    struct space space;
    int64_t chunk;
};

struct range {
    uint64_t lower;
    uint64_t upper;
    int64_t stride;
    int32_t has_last;
};

// The thread's first part. Of chunks the others lie `stride` apart, and the compiler's code cuts
// off what is beyond the end.
static struct range static_range(struct loop loop) {
    const struct member *self = antecede_member();
    const struct team *team = self->team;
    uint32_t number = (uint32_t)self->number, size = (uint32_t)team->size;
    struct space space = loop.space;
    int32_t schedule = loop.schedule & ~MODIFIERS;
    int is_distributed = schedule == DISTRIBUTED_LOOP || schedule == DISTRIBUTED_CHUNKED_LOOP;
    if (is_distributed && team->league) {
        number = (uint32_t)team->number_in_league;
        size = (uint32_t)team->league->size;
    }
    if (schedule == STATIC_LOOP || schedule == DISTRIBUTED_LOOP) {
        struct part part = even_part(space.count, number, size);
        struct range range = {.stride = (int64_t)space.count, .has_last = part.has_last};
        // An empty part ends before it begins.
        range.lower = value_at(space, part.count ? part.begin : 1);
        range.upper = value_at(space, part.count ? part.begin + part.count - 1 : 0);
        return range;
    }
    uint64_t chunk = chunk_of(loop.chunk);
    struct range range = {.lower = value_at(space, number * chunk)};
    range.upper = value_at(space, number * chunk + chunk - 1);
    range.stride = (int64_t)(chunk * size) * space.step;
    range.has_last = (space.count - 1) / chunk % size == number;
    return range;
}

#define STATIC_INIT(suffix, type, difference, is_signed)                                           \
    void __kmpc_for_static_init_##suffix(struct location *at, int32_t thread, int32_t schedule,    \
                                         int32_t *has_last, type *lower, type *upper,              \
                                         difference *stride, difference step, difference chunk) {  \
        (void)at, (void)thread;                                                                    \
        struct loop loop = {.schedule = schedule, .chunk = chunk};                                 \
        loop.space = antecede_space(is_signed, (uint64_t)*lower, (uint64_t)*upper, step);          \
        if (has_last) *has_last = 0;                                                               \
        if (!loop.space.count) return;                                                             \
        struct range range = static_range(loop);                                                   \
        *lower = (type)range.lower;                                                                \
        *upper = (type)range.upper;                                                                \
        *stride = (difference)range.stride;                                                        \
        if (has_last) *has_last = range.has_last;                                                  \
    }

STATIC_INIT(4, int32_t, int32_t, 1)
STATIC_INIT(4u, uint32_t, int32_t, 0)
STATIC_INIT(8, int64_t, int64_t, 1)
STATIC_INIT(8u, uint64_t, int64_t, 0)

void __kmpc_for_static_fini(struct location *at, int32_t thread) { (void)at, (void)thread; }

// ---- Handed out as threads ask -----------------------------------------------------------------

// A thread in a loop.
struct assignment {
    struct record *record;
    struct loop loop;
    uint64_t next; // of a static schedule: the thread's next part
    uint64_t turn; // of its part, the first iteration not yet past its ordered region
    int32_t is_ordered;
    int32_t has_had_turn; // in this iteration
};

static int32_t scheduled(int32_t schedule, const struct settings *settings) {
    static const int32_t LOOPS[] = {
        [STATIC] = STATIC_LOOP, [DYNAMIC] = DYNAMIC_LOOP, [GUIDED] = GUIDED_LOOP,
        [AUTO] = STATIC_LOOP};
    if (schedule == RUNTIME_LOOP || schedule == RUNTIME_SIMD_LOOP) {
        int32_t chosen = LOOPS[settings->schedule];
        return chosen == STATIC_LOOP && settings->chunk > 0 ? STATIC_CHUNKED_LOOP : chosen;
    }
    if (schedule == AUTO_LOOP) return STATIC_LOOP;
    if (schedule == STATIC_SIMD_LOOP) return STATIC_CHUNKED_LOOP;
    return schedule == GUIDED_SIMD_LOOP ? GUIDED_LOOP : schedule;
}

static void begin_loop(struct loop loop) {
    struct member *self = antecede_member();
    struct assignment *assignment = ALLOCATE(sizeof *assignment, "another loop");
    int32_t schedule = loop.schedule & ~MODIFIERS;
    int32_t is_runtime = schedule == RUNTIME_LOOP || schedule == RUNTIME_SIMD_LOOP ||
                         schedule == RUNTIME_LOOP + ORDERED_DISTANCE;
    if (is_runtime) loop.chunk = self->settings.chunk;
    assignment->is_ordered = FIRST_ORDERED_LOOP <= schedule && schedule <= LAST_ORDERED_LOOP;
    if (assignment->is_ordered) schedule -= ORDERED_DISTANCE;
    loop.schedule = scheduled(schedule, &self->settings);
    assignment->loop = loop;
    assignment->record = antecede_record(self->team, LOOP_RECORD, self->loops++);
    uint64_t distance = loop.schedule == STATIC_CHUNKED_LOOP ? chunk_of(loop.chunk) : 1;
    assignment->next = (uint64_t)self->number * distance;
    self->loop = assignment;
}

static struct part next_static(struct member *self, struct assignment *assignment) {
    uint64_t count = assignment->loop.space.count, size = (uint64_t)self->team->size;
    struct part part = {.begin = assignment->next};
    if (assignment->loop.schedule == STATIC_LOOP) {
        // The number of the thread, and beyond all of them once it has had its part.
        if (part.begin >= size) return (struct part){0};
        assignment->next = size;
        return even_part(count, (uint32_t)self->number, (uint32_t)size);
    }
    uint64_t chunk = chunk_of(assignment->loop.chunk);
    if (part.begin >= count) return (struct part){0};
    assignment->next += chunk * size;
    part.count = chunk < count - part.begin ? chunk : count - part.begin;
    part.has_last = part.begin + part.count == count;
    return part;
}

static struct part next_part(struct member *self, struct assignment *assignment) {
    const struct loop *loop = &assignment->loop;
    if (loop->schedule != DYNAMIC_LOOP && loop->schedule != GUIDED_LOOP) {
        return next_static(self, assignment);
    }
    struct record *record = assignment->record;
    uint64_t left = loop->space.count - record->handed_out;
    uint64_t wanted = chunk_of(loop->chunk);
    uint64_t share = left / (2 * (uint64_t)self->team->size);
    if (loop->schedule == GUIDED_LOOP && wanted < share) wanted = share;
    struct part part = {.begin = record->handed_out, .count = wanted < left ? wanted : left};
    record->handed_out += part.count;
    part.has_last = part.count && part.count == left;
    return part;
}

static void end_loop(struct member *self) {
    antecede_leave_record(self->team, self->loop->record);
    antecede_private_free(self->loop);
    self->loop = NULL;
}

static struct part take_part(void) {
    // Others may be quicker.
    antecede_point();
    struct member *self = antecede_member();
    struct assignment *assignment = self->loop;
    if (!assignment) return (struct part){0};
    struct part part = next_part(self, assignment);
    assignment->turn = part.begin;
    if (!part.count) end_loop(self);
    return part;
}

#define DISPATCH(suffix, type, difference, is_signed)                                              \
    void __kmpc_dispatch_init_##suffix(struct location *at, int32_t thread, int32_t schedule,      \
                                       type lower, type upper, difference step,                    \
                                       difference chunk) {                                         \
        (void)at, (void)thread;                                                                    \
        struct loop loop = {.schedule = schedule, .chunk = chunk};                                 \
        loop.space = antecede_space(is_signed, (uint64_t)lower, (uint64_t)upper, step);            \
        begin_loop(loop);                                                                          \
    }                                                                                              \
    int32_t __kmpc_dispatch_next_##suffix(struct location *at, int32_t thread, int32_t *has_last,  \
                                          type *lower, type *upper, difference *stride) {          \
        (void)at, (void)thread;                                                                    \
        const struct assignment *assignment = antecede_member()->loop;                             \
        struct space space = assignment ? assignment->loop.space : (struct space){0};              \
        struct part part = take_part();                                                            \
        if (!part.count) return 0;                                                                 \
        *lower = (type)value_at(space, part.begin);                                                \
        *upper = (type)value_at(space, part.begin + part.count - 1);                               \
        *stride = (difference)space.step;                                                          \
        if (has_last) *has_last = part.has_last;                                                   \
        return 1;                                                                                  \
    }                                                                                              \
    void __kmpc_dispatch_fini_##suffix(struct location *at, int32_t thread) {                      \
        (void)at, (void)thread;                                                                    \
        end_iteration();                                                                           \
    }

static void end_iteration(void);

DISPATCH(4, int32_t, int32_t, 1)
DISPATCH(4u, uint32_t, int32_t, 0)
DISPATCH(8, int64_t, int64_t, 1)
DISPATCH(8u, uint64_t, int64_t, 0)

void __kmpc_dispatch_deinit(struct location *at, int32_t thread) { (void)at, (void)thread; }

// ---- Ordered regions ---------------------------------------------------------------------------

static void wait_for_turn(struct member *self) {
    const struct record *record = self->loop->record;
    while (record->turn < self->loop->turn) antecede_team_wait(self->team, ANTECEDE_WAIT_OTHER);
}

static void pass_turn(struct member *self) {
    self->loop->turn++;
    self->loop->record->turn++;
    antecede_team_changed(self->team);
}

void __kmpc_ordered(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    if (!self->loop) return;
    wait_for_turn(self);
    antecede_acquire(&self->loop->record->turn_key);
    antecede_point();
}

void __kmpc_end_ordered(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    if (!self->loop) return;
    antecede_release_store(&self->loop->record->turn_key);
    self->loop->has_had_turn = 1;
    pass_turn(self);
    antecede_point();
}

// The compiler tells it of each iteration of a loop that may have ordered regions.
static void end_iteration(void) {
    struct member *self = antecede_member();
    if (!self->loop || !self->loop->is_ordered) return;
    if (!self->loop->has_had_turn) {
        wait_for_turn(self);
        pass_turn(self);
    }
    self->loop->has_had_turn = 0;
}

// ---- Waiting for single iterations -------------------------------------------------------------

struct dimension {
    int64_t lower;
    int64_t upper;
    int64_t step;
};

struct doacross {
    struct record *record;
    int32_t count;
    struct dimension dimensions[];
};

static uint64_t length_of(const struct dimension *dimension) {
    uint64_t lower = (uint64_t)dimension->lower, upper = (uint64_t)dimension->upper;
    return antecede_space(1, lower, upper, dimension->step).count;
}

void __kmpc_doacross_init(struct location *at, int32_t thread, int32_t count,
                          const struct dimension *dimensions) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    size_t bytes = (size_t)count * sizeof *dimensions;
    struct doacross *doacross = ALLOCATE(sizeof *doacross + bytes, "a loop's iterations");
    struct record *record = antecede_record(self->team, DOACROSS_RECORD, self->doacrosses++);
    uint64_t posts = 1;
    for (int32_t i = 0; i < count; i++) posts *= length_of(&dimensions[i]);
    if (!record->posted && posts <= INT32_MAX / sizeof *record->posted) {
        record->posted = antecede_private_allocate((uint32_t)(posts * sizeof *record->posted));
        record->posts = posts;
    }
    if (!record->posted) antecede_unsupported("no memory for a loop's iterations");
    doacross->record = record;
    doacross->count = count;
    for (int32_t i = 0; i < count; i++) doacross->dimensions[i] = dimensions[i];
    self->doacross = doacross;
}

// The key of an iteration; NULL beyond the loop, where there is nothing to wait for.
static uint32_t *post_of(const struct doacross *doacross, const int64_t *iteration) {
    uint64_t index = 0;
    for (int32_t i = 0; i < doacross->count; i++) {
        const struct dimension *dimension = &doacross->dimensions[i];
        int64_t distance = iteration[i] - dimension->lower;
        int64_t number = distance / dimension->step;
        uint64_t length = length_of(dimension);
        if (number < 0 || distance % dimension->step || (uint64_t)number >= length) return NULL;
        index = index * length + (uint64_t)number;
    }
    return &doacross->record->posted[index];
}

void __kmpc_doacross_post(struct location *at, int32_t thread, const int64_t *iteration) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    uint32_t *post = post_of(self->doacross, iteration);
    if (!post) return;
    antecede_release_merge(post);
    *post = 1;
    antecede_team_changed(self->team);
    antecede_point();
}

void __kmpc_doacross_wait(struct location *at, int32_t thread, const int64_t *iteration) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    uint32_t *post = post_of(self->doacross, iteration);
    if (!post) return;
    while (!*post) antecede_team_wait(self->team, ANTECEDE_WAIT_OTHER);
    antecede_acquire(post);
    antecede_point();
}

void __kmpc_doacross_fini(struct location *at, int32_t thread) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    antecede_leave_record(self->team, self->doacross->record);
    antecede_private_free(self->doacross);
    self->doacross = NULL;
}
