// For programs that ask Valgrind: they don't run under it.

#ifndef __VALGRIND_H
#define __VALGRIND_H

#define __VALGRIND_MAJOR__ 3
#define __VALGRIND_MINOR__ 24

#define RUNNING_ON_VALGRIND 0U

#define VALGRIND_DISCARD_TRANSLATIONS(start, bytes) ((void)(start), (void)(bytes))
#define VALGRIND_PRINTF(...) 0
#define VALGRIND_PRINTF_BACKTRACE(...) 0
#define VALGRIND_DO_LEAK_CHECK ((void)0)
#define VALGRIND_COUNT_ERRORS 0U
#define VALGRIND_DISABLE_ERROR_REPORTING ((void)0)
#define VALGRIND_ENABLE_ERROR_REPORTING ((void)0)
#define VALGRIND_STACK_REGISTER(start, end) ((void)(start), (void)(end), 0U)
#define VALGRIND_STACK_DEREGISTER(id) ((void)(id))
#define VALGRIND_STACK_CHANGE(id, start, end) ((void)(id), (void)(start), (void)(end))
#define VALGRIND_MALLOCLIKE_BLOCK(start, bytes, redzone, zeroed) \
    ((void)(start), (void)(bytes), (void)(redzone), (void)(zeroed))
#define VALGRIND_RESIZEINPLACE_BLOCK(start, before, bytes, redzone) \
    ((void)(start), (void)(before), (void)(bytes), (void)(redzone))
#define VALGRIND_FREELIKE_BLOCK(start, redzone) ((void)(start), (void)(redzone))
#define VALGRIND_CREATE_MEMPOOL(pool, redzone, zeroed) \
    ((void)(pool), (void)(redzone), (void)(zeroed))
#define VALGRIND_DESTROY_MEMPOOL(pool) ((void)(pool))
#define VALGRIND_MEMPOOL_ALLOC(pool, start, bytes) ((void)(pool), (void)(start), (void)(bytes))
#define VALGRIND_MEMPOOL_FREE(pool, start) ((void)(pool), (void)(start))

#endif
