// Clocks are numbers as on Linux, not the addresses that wasi-libc has: programs switch over them.
#ifndef __wasilibc___typedef_clockid_t_h
#define __wasilibc___typedef_clockid_t_h

typedef int clockid_t;

#endif
