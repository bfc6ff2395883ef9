// What programs that come from BSD take from <sys/cdefs.h>, which wasi-libc lacks.
#ifndef ANTECEDE_SYS_CDEFS_H
#define ANTECEDE_SYS_CDEFS_H

#ifdef __cplusplus
#define __BEGIN_DECLS extern "C" {
#define __END_DECLS }
#else
#define __BEGIN_DECLS
#define __END_DECLS
#endif

#define __P(arguments) arguments
#define __CONCAT(a, b) a##b
#define __STRING(text) #text
#define __THROW
#define __nonnull(parameters) __attribute__((__nonnull__ parameters))
#define __wur
#define __always_inline inline __attribute__((__always_inline__))
#define __dead2 __attribute__((__noreturn__))
#define __unused __attribute__((__unused__))
#define __predict_true(condition) __builtin_expect((condition) != 0, 1)
#define __predict_false(condition) __builtin_expect((condition) != 0, 0)

#endif
