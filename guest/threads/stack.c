// Stacks, each with the thread's thread-local block above it:
//
//   memory        bottom                              top
//   | guard       |  <- stack grows down              | thread-local block |
//
// The default is Linux's 8 MiB as long as few threads are alive: only the pages that a thread
// touches cost anything, but addresses are scarce in 32 bits. The memory comes straight from the
// break, where nothing has been before, and stays in a pool. Two threads on one stack must not look
// like a race: a stack that is taken again has its shadow cleared, which costs as much as the pages
// that were touched.

#include "thread.h"
#include <errno.h>
#include <unistd.h>

struct stack {
    struct stack *next;
    char *memory; // Read by the host.
    uint32_t bytes;
    uint32_t guard_bytes;
};

_Static_assert(offsetof(struct stack, memory) == 4, "host");

enum {
    LARGE_BYTES = 8 << 20,
    MEDIUM_BYTES = 1 << 20,
    SMALL_BYTES = 256 << 10,
    LARGE_UP_TO_THREADS = 64,
    MEDIUM_UP_TO_THREADS = 512,
    LARGEST_GUARD_BYTES = 64 << 10,
    SMALLEST_GUARD_BYTES = 4 << 10,
    STACK_ALIGNMENT = 16,
    // The engine sets a whole page of shadow at once (engine/pages.ts): guards are made of them.
    SHADOW_PAGE_BYTES = 4 << 10,
    // What a thread on the program's own memory must have left below its thread-local block.
    LEAST_ADOPTED_BYTES = 4 << 10,
};

#define LARGEST_STACK_BYTES 0x7f000000u

static struct stack *pool;

static uint32_t tls_bytes(void) { return __builtin_wasm_tls_size(); }

static uint32_t tls_alignment(void) {
    uint32_t alignment = __builtin_wasm_tls_align();
    return alignment < STACK_ALIGNMENT ? STACK_ALIGNMENT : alignment;
}

// Below the top of the memory, aligned: the thread-local block, then the stack.
static void lay_out(struct thread *thread, char *bottom, char *end) {
    uintptr_t tls = ((uintptr_t)end - tls_bytes()) & ~(uintptr_t)(tls_alignment() - 1);
    thread->tls_block = (char *)tls;
    thread->tls_bytes = tls_bytes();
    thread->stack_top = thread->tls_block;
    thread->stack_bottom = bottom;
}

uint32_t antecede_default_stack_bytes(void) {
    uint32_t alive = antecede_registered_count();
    if (alive < LARGE_UP_TO_THREADS) return LARGE_BYTES;
    return alive < MEDIUM_UP_TO_THREADS ? MEDIUM_BYTES : SMALL_BYTES;
}

static uint32_t guard_for(uint32_t stack_bytes) {
    uint32_t bytes = stack_bytes / 16 & ~3u;
    if (bytes > LARGEST_GUARD_BYTES) return LARGEST_GUARD_BYTES;
    return bytes < SMALLEST_GUARD_BYTES ? SMALLEST_GUARD_BYTES : bytes;
}

// The smallest block in the pool that holds so many bytes and isn't wasted on them.
static struct stack *from_pool(uint32_t bytes, uint32_t guard_bytes) {
    struct stack **best = NULL;
    for (struct stack **at = &pool; *at; at = &(*at)->next) {
        if ((*at)->bytes < bytes || (*at)->bytes / 2 > bytes) continue;
        if ((*at)->guard_bytes != guard_bytes) continue;
        if (!best || (*at)->bytes < (*best)->bytes) best = at;
        if ((*best)->bytes == bytes) break;
    }
    if (!best) return NULL;
    struct stack *stack = *best;
    *best = stack->next;
    antecede_shadow_clear(stack->memory + guard_bytes, stack->bytes - guard_bytes);
    return stack;
}

static struct stack *from_break(uint32_t bytes, uint32_t guard_bytes) {
    struct stack *stack = antecede_private_allocate(sizeof *stack);
    if (!stack) return NULL;
    int errno_before = errno;
    char *memory = sbrk((intptr_t)(bytes + SHADOW_PAGE_BYTES));
    errno = errno_before;
    if (memory == (char *)-1) {
        antecede_private_free(stack);
        return NULL;
    }
    stack->memory = (char *)(((uintptr_t)memory + SHADOW_PAGE_BYTES - 1) & -SHADOW_PAGE_BYTES);
    stack->bytes = bytes;
    stack->guard_bytes = guard_bytes;
    antecede_guard(stack->memory, guard_bytes);
    return stack;
}

static int take(struct thread *thread, uint32_t stack_bytes, uint32_t guard_bytes) {
    uint32_t bytes = guard_bytes + stack_bytes + tls_bytes() + tls_alignment();
    bytes = (bytes + STACK_ALIGNMENT - 1) & -STACK_ALIGNMENT;
    struct stack *stack = from_pool(bytes, guard_bytes);
    if (!stack) stack = from_break(bytes, guard_bytes);
    if (!stack) return EAGAIN;
    thread->stack = stack;
    lay_out(thread, stack->memory + guard_bytes, stack->memory + stack->bytes);
    return 0;
}

int antecede_stack_take(struct thread *thread, uint32_t stack_bytes, uint32_t guard_bytes) {
    if (stack_bytes > LARGEST_STACK_BYTES) return EAGAIN;
    if (stack_bytes) return take(thread, stack_bytes, guard_bytes ? guard_for(stack_bytes) : 0);
    // When addresses run out a smaller stack is better than no thread.
    for (uint32_t bytes = antecede_default_stack_bytes(); bytes >= SMALL_BYTES; bytes /= 2) {
        if (!take(thread, bytes, guard_bytes ? guard_for(bytes) : 0)) return 0;
    }
    return EAGAIN;
}

int antecede_stack_adopt(struct thread *thread, char *memory, uint32_t bytes) {
    if (bytes < LEAST_ADOPTED_BYTES + tls_bytes() + tls_alignment()) return EINVAL;
    char *end = (char *)((uintptr_t)(memory + bytes) & -STACK_ALIGNMENT);
    thread->stack = NULL;
    lay_out(thread, memory, end);
    return 0;
}

void antecede_stack_give_back(struct thread *thread) {
    struct stack *stack = thread->stack;
    thread->stack = NULL;
    if (!stack) return;
    stack->next = pool;
    pool = stack;
}
