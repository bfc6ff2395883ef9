// Thread handles. A pthread_t is an index into a table and a generation, never an address: a handle
// of a thread that is gone is found to be so, whatever its memory is used for now.
//
//   31            16 15             0
//   ggggggggggggggggiiiiiiiiiiiiiiii    i: slot + 1, so no handle is 0
//
// Freed slots queue up (first in, first out), so that a handle is as long as possible unique.

#include "thread.h"
#include <string.h>

enum { FIRST_SLOTS = 64, SLOT_LIMIT = 65535, NO_SLOT = -1 };

struct slot {
    struct thread *thread; // NULL: free
    int32_t last_number;   // of the thread that had it before
    uint16_t generation;
    int32_t next_free;
};

static struct slot first_slots[FIRST_SLOTS] = {{.thread = &antecede_main_thread}};
static struct slot *slots = first_slots;
static uint32_t slot_count = FIRST_SLOTS;
static uint32_t slots_used = 1; // ever; those beyond are untouched
static uint32_t registered = 1;
static int32_t first_free = NO_SLOT;
static int32_t last_free = NO_SLOT;

static pthread_t handle_of(uint32_t index) {
    return (pthread_t)(uintptr_t)((uint32_t)slots[index].generation << 16 | (index + 1));
}

static int grow(void) {
    if (slot_count == SLOT_LIMIT) return 0;
    uint32_t count = slot_count * 2 < SLOT_LIMIT ? slot_count * 2 : SLOT_LIMIT;
    struct slot *larger = antecede_private_allocate(count * sizeof *larger);
    if (!larger) return 0;
    memcpy(larger, slots, slot_count * sizeof *slots);
    if (slots != first_slots) antecede_private_free(slots);
    slots = larger;
    slot_count = count;
    return 1;
}

pthread_t antecede_register(struct thread *thread) {
    int32_t index = first_free;
    if (index != NO_SLOT) {
        first_free = slots[index].next_free;
        if (first_free == NO_SLOT) last_free = NO_SLOT;
    } else {
        if (slots_used == slot_count && !grow()) return 0;
        index = (int32_t)slots_used++;
    }
    slots[index].thread = thread;
    registered++;
    return thread->handle = handle_of((uint32_t)index);
}

void antecede_unregister(struct thread *thread) {
    int32_t index = ((uint32_t)(uintptr_t)thread->handle & 0xffff) - 1;
    slots[index].thread = NULL;
    slots[index].last_number = thread->number;
    slots[index].generation++;
    slots[index].next_free = NO_SLOT;
    if (last_free == NO_SLOT) first_free = index;
    else slots[last_free].next_free = index;
    last_free = index;
    registered--;
}

struct thread *antecede_find(pthread_t handle) {
    uint32_t index = ((uint32_t)(uintptr_t)handle & 0xffff) - 1;
    if (index >= slots_used || handle_of(index) != handle) return NULL;
    return slots[index].thread;
}

int32_t antecede_last_number(pthread_t handle) {
    uint32_t index = ((uint32_t)(uintptr_t)handle & 0xffff) - 1;
    uint16_t generation = (uint16_t)((uint32_t)(uintptr_t)handle >> 16);
    if (index >= slots_used || (uint16_t)(slots[index].generation - 1) != generation) return -1;
    return slots[index].last_number;
}

uint32_t antecede_registered_count(void) { return registered; }

struct thread *antecede_next_thread(uint32_t *position) {
    while (*position < slots_used) {
        struct thread *thread = slots[(*position)++].thread;
        if (thread) return thread;
    }
    return NULL;
}
