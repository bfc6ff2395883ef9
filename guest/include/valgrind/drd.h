// What programs tell DRD, told to Antecede.

#ifndef __VALGRIND_DRD_H
#define __VALGRIND_DRD_H

#include <valgrind/annotations.h>

#define DRD_GET_VALGRIND_THREADID 0
#define DRD_GET_DRD_THREADID 0
#define DRD_IGNORE_VAR(variable) ANTECEDE_BENIGN_RACE(&(variable), "ignored")
#define DRD_TRACE_VAR(variable) ((void)&(variable))
#define DRD_STOP_TRACING_VAR(variable) ((void)&(variable))

#endif
