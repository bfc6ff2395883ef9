// For programs that talk to Memcheck: they don't run under it.

#ifndef __MEMCHECK_H
#define __MEMCHECK_H

#include <valgrind/valgrind.h>

#define __ANTECEDE_OF_RANGE(start, bytes) ((void)(start), (void)(bytes), 0U)

#define VALGRIND_MAKE_MEM_NOACCESS(start, bytes) __ANTECEDE_OF_RANGE(start, bytes)
#define VALGRIND_MAKE_MEM_UNDEFINED(start, bytes) __ANTECEDE_OF_RANGE(start, bytes)
#define VALGRIND_MAKE_MEM_DEFINED(start, bytes) __ANTECEDE_OF_RANGE(start, bytes)
#define VALGRIND_MAKE_MEM_DEFINED_IF_ADDRESSABLE(start, bytes) __ANTECEDE_OF_RANGE(start, bytes)
#define VALGRIND_CHECK_MEM_IS_ADDRESSABLE(start, bytes) __ANTECEDE_OF_RANGE(start, bytes)
#define VALGRIND_CHECK_MEM_IS_DEFINED(start, bytes) __ANTECEDE_OF_RANGE(start, bytes)
#define VALGRIND_CHECK_VALUE_IS_DEFINED(value) __ANTECEDE_OF_RANGE(&(value), 0)

#endif
