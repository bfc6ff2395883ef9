// The malloc family over libc's dlmalloc (`__real_malloc`, `__real_free`), with allocate and
// deallocate events, exact sizes, and a check of each pointer that is freed.
//
// Before each block stands a header; the block is 16-byte aligned:
//
//   base                                      p
//   |  scratch  | unused | offset | bytes | check | the program's bytes
//                 p-16     p-12     p-8     p-4
//
// offset is p - base. `check` is a hash of address, size and state (live or freed), so arbitrary
// memory isn't taken for a block. dlmalloc writes into the first bytes of a chunk that is freed (8,
// or 24 for chunks of 256 bytes and more): the scratch space keeps `bytes` and `check` out of their
// way, so that a second free is known as such.

#include "intercept.h"
#include <errno.h>
#include <stdlib.h>

void *__real_malloc(size_t);
void __real_free(void *);

struct header {
    uint32_t unused;
    uint32_t offset;
    uint32_t bytes;
    uint32_t check;
};

enum { ALIGNMENT = 16, TREE_CHUNK_BYTES = 200, TREE_HEADER_BYTES = 32 };

#define LIVE 0x51a7eb10u
#define FREED 0x0dead0b1u
#define LARGEST_REQUEST 0x7fffffffu

static uint32_t live_bytes;

// Of the live block that begins at p; 0 if there is none.
size_t antecede_block_bytes(void *p);

static struct header *header_of(void *p) { return (struct header *)p - 1; }

static uint32_t check_of(const void *p, uint32_t bytes, uint32_t state) {
    return ((uint32_t)(uintptr_t)p * 0x9e3779b1u) ^ (bytes * 0x85ebca6bu) ^ state;
}

static int is_block(void *p, uint32_t state) {
    uintptr_t address = (uintptr_t)p;
    uintptr_t memory_bytes = __builtin_wasm_memory_size(0) * 65536ul;
    // 65536 pages are all of the address space; its size is then 0 in 32 bits.
    if (address % ALIGNMENT || address < ALIGNMENT) return 0;
    if (memory_bytes && address > memory_bytes) return 0;
    return header_of(p)->check == check_of(p, header_of(p)->bytes, state);
}

static int within_limit(size_t bytes) {
    uint32_t limit = antecede_option(ANTECEDE_OPTION_MEMORY_LIMIT_BYTES);
    return !limit || (live_bytes <= limit && bytes <= limit - live_bytes);
}

// NULL if there is no memory for it; errno is left to the callers, who differ.
static void *allocate(size_t bytes, size_t alignment) {
    size_t before = bytes < TREE_CHUNK_BYTES ? sizeof(struct header) : TREE_HEADER_BYTES;
    size_t slack = alignment > ALIGNMENT ? alignment : 0;
    if (bytes > LARGEST_REQUEST || slack > LARGEST_REQUEST || !within_limit(bytes)) return NULL;
    char *base = __real_malloc(before + bytes + slack);
    if (!base) return NULL;
    uintptr_t address = (uintptr_t)base + before;
    if (slack) address = (address + alignment - 1) & ~(alignment - 1);
    void *p = (void *)address;
    *header_of(p) = (struct header){
        .offset = address - (uintptr_t)base,
        .bytes = bytes,
        .check = check_of(p, bytes, LIVE),
    };
    live_bytes += bytes;
    antecede_allocate(p, bytes);
    return p;
}

static void *allocate_or_errno(size_t bytes, size_t alignment) {
    void *p = allocate(bytes, alignment);
    if (!p) errno = ENOMEM;
    return p;
}

size_t antecede_block_bytes(void *p) { return is_block(p, LIVE) ? header_of(p)->bytes : 0; }

// Ends the run unless p is a live block.
static void demand_block(void *p, const char *freed_message, const char *invalid_message) {
    if (is_block(p, LIVE)) return;
    if (!is_block(p, FREED)) antecede_trap(ANTECEDE_TRAP_INVALID_FREE, invalid_message);
    // The engine knows who freed it first, and says so as a finding.
    antecede_deallocate(p, header_of(p)->bytes ? header_of(p)->bytes : 1);
    antecede_trap(ANTECEDE_TRAP_INVALID_FREE, freed_message);
}

REPLACEMENT void *malloc(size_t bytes) { return allocate_or_errno(bytes, 0); }

REPLACEMENT void free(void *p) {
    if (!p) return;
    demand_block(p, "free(): double free", "free(): invalid pointer");
    struct header *header = header_of(p);
    antecede_deallocate(p, header->bytes);
    live_bytes -= header->bytes;
    header->check = check_of(p, header->bytes, FREED);
    __real_free((char *)p - header->offset);
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
// contents are read needs no event: the free is a write to all of them, and unlike a read it doesn't
// switch threads, which libc (getline, open_memstream) can't bear. realloc(p, 0) frees and returns
// NULL, as glibc does.
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

REPLACEMENT void *valloc(size_t bytes) { return aligned_alloc(4096, bytes); }

// What was asked for and no more, so that the rest of the chunk is not the program's.
REPLACEMENT size_t malloc_usable_size(void *p) {
    if (!p) return 0;
    demand_block(p, "malloc_usable_size(): block was freed", "malloc_usable_size(): invalid");
    return header_of(p)->bytes;
}
