// The malloc family over libc's dlmalloc (`__real_malloc`, `__real_free`), with allocate and
// deallocate events, exact sizes, and a check of each pointer that is freed.
//
// Before each block stands a header; the block is 16-byte aligned:
//
//   base                                      p
//   |  alignment  | next | offset | bytes | check | the program's bytes
//                   p-16   p-12     p-8     p-4
//
// offset is p - base. `check` is a hash of address, size and state (live, or freed by which
// thread), so arbitrary memory isn't taken for a block. A freed block waits in a queue, linked by
// `next`, before dlmalloc gets it: memory that is used again at once would hide a use after free.

#include "intercept.h"
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

void *__real_malloc(size_t);
void __real_free(void *);

struct header {
    struct header *next;
    uint32_t offset;
    uint32_t bytes;
    uint32_t check;
};

enum {
    ALIGNMENT = 16,
    // Small enough to stay in a processor's cache, as the memory of a program that allocates and
    // frees in turn would without the queue.
    QUEUE_BYTES = 1 << 20,
    LARGEST_QUEUED_BYTES = QUEUE_BYTES / 8,
};

#define LIVE 0x51a7eb10u
#define FREED 0x0dead0b1u
#define LARGEST_THREAD 0xffffu
#define LARGEST_REQUEST 0x7fffffffu

static uint32_t live_bytes;

static struct {
    struct header *first;
    struct header *last;
    uint32_t bytes;
} queue;

// Of the live block that begins at p; 0 if there is none.
size_t antecede_block_bytes(void *p);

static struct header *header_of(void *p) { return (struct header *)p - 1; }

static uint32_t check_of(const void *p, uint32_t bytes, uint32_t state) {
    return ((uint32_t)(uintptr_t)p * 0x9e3779b1u) ^ (bytes * 0x85ebca6bu) ^ state;
}

// Whether a header can stand before p at all.
static int is_possible(void *p) {
    uintptr_t address = (uintptr_t)p;
    uintptr_t memory_bytes = __builtin_wasm_memory_size(0) * 65536ul;
    // 65536 pages are all of the address space; its size is then 0 in 32 bits.
    return address % ALIGNMENT == 0 && address >= ALIGNMENT &&
           (!memory_bytes || address <= memory_bytes);
}

static int is_live(void *p) {
    return is_possible(p) && header_of(p)->check == check_of(p, header_of(p)->bytes, LIVE);
}

// The thread that freed the block at p, or -1 if there is none that was freed.
static int32_t freed_by(void *p) {
    if (!is_possible(p)) return -1;
    uint32_t thread = header_of(p)->check - check_of(p, header_of(p)->bytes, FREED);
    return thread <= LARGEST_THREAD ? (int32_t)thread : -1;
}

static void release_oldest(void) {
    struct header *oldest = queue.first;
    if (freed_by(oldest + 1) < 0) {
        antecede_trap(ANTECEDE_TRAP_INVALID_FREE, "heap corruption: a freed block was overrun");
    }
    queue.first = oldest->next;
    queue.bytes -= oldest->bytes + sizeof *oldest;
    __real_free((char *)(oldest + 1) - oldest->offset);
}

static void enqueue(struct header *header) {
    header->next = NULL;
    if (queue.first) queue.last->next = header;
    else queue.first = header;
    queue.last = header;
    queue.bytes += header->bytes + sizeof *header;
    while (queue.bytes > QUEUE_BYTES) release_oldest();
}

static int within_limit(size_t bytes) {
    static int is_known;
    static uint32_t limit;
    if (!is_known) limit = antecede_option(ANTECEDE_OPTION_MEMORY_LIMIT_BYTES);
    is_known = 1;
    return !limit || (live_bytes <= limit && bytes <= limit - live_bytes);
}

static void *raw_allocate(size_t bytes) {
    void *base = __real_malloc(bytes);
    while (!base && queue.first) {
        release_oldest();
        base = __real_malloc(bytes);
    }
    return base;
}

// The events of a block cover whole granules: what pads the last one belongs to nobody else.
static uint32_t granules(uint32_t bytes) { return (bytes + 3) & ~3u; }

// NULL if there is no memory for it; errno is left to the callers, who differ.
static void *allocate(size_t bytes, size_t alignment) {
    size_t slack = alignment > ALIGNMENT ? alignment : 0;
    int is_possible = bytes <= LARGEST_REQUEST && slack <= LARGEST_REQUEST && within_limit(bytes);
    char *base = is_possible ? raw_allocate(sizeof(struct header) + bytes + slack) : NULL;
    if (!base) {
        antecede_refused(bytes);
        return NULL;
    }
    uintptr_t address = (uintptr_t)base + sizeof(struct header);
    if (slack) address = (address + alignment - 1) & ~(alignment - 1);
    void *p = (void *)address;
    *header_of(p) = (struct header){
        .offset = address - (uintptr_t)base,
        .bytes = bytes,
        .check = check_of(p, bytes, LIVE),
    };
    live_bytes += bytes;
    antecede_allocate(p, granules(bytes));
    return p;
}

static void *allocate_or_errno(size_t bytes, size_t alignment) {
    void *p = allocate(bytes, alignment);
    if (!p) errno = ENOMEM;
    return p;
}

size_t antecede_block_bytes(void *p) { return is_live(p) ? header_of(p)->bytes : 0; }

// Ends the run unless p is a live block.
static void demand_block(void *p, const char *freed_message, const char *invalid_message) {
    if (is_live(p)) return;
    int32_t thread = freed_by(p);
    if (thread < 0) antecede_trap(ANTECEDE_TRAP_INVALID_FREE, invalid_message);
    // Two threads that free one block may race: the engine knows, and has a finding then.
    if (thread != antecede_current_thread()) antecede_deallocate(p, 1);
    antecede_trap(ANTECEDE_TRAP_INVALID_FREE, freed_message);
}

REPLACEMENT void *malloc(size_t bytes) { return allocate_or_errno(bytes, 0); }

REPLACEMENT void free(void *p) {
    if (!p) return;
    demand_block(p, "free(): double free", "free(): invalid pointer");
    struct header *header = header_of(p);
    antecede_deallocate(p, granules(header->bytes));
    live_bytes -= header->bytes;
    header->check = check_of(p, header->bytes, FREED) + (uint32_t)antecede_current_thread();
    if (header->bytes > LARGEST_QUEUED_BYTES) __real_free((char *)p - header->offset);
    else enqueue(header);
}

REPLACEMENT void *calloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    void *p = allocate_or_errno(bytes, 0);
    if (p) __real_memset(p, 0, bytes);
    return p;
}

// Always moves, so that a pointer into the old block is always a use after free. That the old
// contents are read needs no event: the free is a write to all of them, and unlike a read it
// doesn't switch threads, which libc (getline, open_memstream) can't bear. realloc(p, 0) frees and
// returns NULL, as glibc does.
REPLACEMENT void *realloc(void *p, size_t bytes) {
    if (!p) return malloc(bytes);
    demand_block(p, "realloc(): block was freed before", "realloc(): invalid pointer");
    if (!bytes) {
        free(p);
        return NULL;
    }
    void *moved = allocate_or_errno(bytes, 0);
    if (!moved) return NULL;
    size_t kept = header_of(p)->bytes < bytes ? header_of(p)->bytes : bytes;
    __real_memcpy(moved, p, kept);
    free(p);
    return moved;
}

REPLACEMENT void *reallocarray(void *p, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(p, bytes);
}

static int is_power_of_two(size_t n) { return n && !(n & (n - 1)); }

REPLACEMENT void *aligned_alloc(size_t alignment, size_t bytes) {
    if (!is_power_of_two(alignment)) {
        errno = EINVAL;
        return NULL;
    }
    return allocate_or_errno(bytes, alignment);
}

REPLACEMENT void *memalign(size_t alignment, size_t bytes) {
    return aligned_alloc(alignment, bytes);
}

// POSIX: the alignment is a power of two times sizeof(void *), and errno is left alone.
REPLACEMENT int posix_memalign(void **result, size_t alignment, size_t bytes) {
    if (!is_power_of_two(alignment) || alignment % sizeof(void *)) return EINVAL;
    void *p = allocate(bytes, alignment);
    if (!p) return ENOMEM;
    *result = p;
    writes(result, sizeof *result);
    return 0;
}

REPLACEMENT void *pvalloc(size_t bytes) { return aligned_alloc(4096, (bytes + 4095) & ~4095u); }

// Allocators have no settings here, and nothing to tell of themselves.
REPLACEMENT int malloc_trim(size_t kept) { return (void)kept, 0; }

REPLACEMENT int mallopt(int which, int value) { return (void)which, (void)value, 1; }

REPLACEMENT void malloc_stats(void) {}

REPLACEMENT struct mallinfo mallinfo(void) { return (struct mallinfo){0}; }

REPLACEMENT struct mallinfo2 mallinfo2(void) { return (struct mallinfo2){0}; }

REPLACEMENT void *valloc(size_t bytes) { return aligned_alloc(4096, bytes); }

// What was asked for and no more, so that the rest of the chunk is not the program's.
REPLACEMENT size_t malloc_usable_size(void *p) {
    if (!p) return 0;
    demand_block(p, "malloc_usable_size(): block was freed", "malloc_usable_size(): invalid");
    return header_of(p)->bytes;
}
