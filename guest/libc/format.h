// What the arguments of a printf or scanf format make these functions read and write.

#ifndef ANTECEDE_FORMAT_H
#define ANTECEDE_FORMAT_H

#include "intercept.h"
#include <stdarg.h>

// A format, of char or of wchar_t.
struct format {
    const void *text;
    int is_wide;
};

// Declares what printf reads (%s) and writes (%n) through its arguments. Called after it has run.
void declare_printf(struct format format, va_list arguments);

// Declares what scanf has written through its arguments; `assigned` is its result.
void declare_scanf(struct format format, va_list arguments, int assigned);

// The body of a variadic function: `call` with the arguments as the va_list `arguments`.
#define FORWARD(last, call)                                                                        \
    va_list arguments;                                                                             \
    va_start(arguments, last);                                                                     \
    int result = call;                                                                             \
    va_end(arguments);                                                                             \
    return result

#endif
