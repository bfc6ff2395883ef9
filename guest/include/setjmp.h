// What wasi-libc hides of <setjmp.h>. There are no signals, so there is no mask to save.
#ifndef ANTECEDE_SETJMP_H
#define ANTECEDE_SETJMP_H

#include_next <setjmp.h>

#define sigsetjmp(buffer, saves_mask) setjmp(buffer)
#define siglongjmp longjmp
#define _setjmp setjmp
#define _longjmp longjmp

#endif
