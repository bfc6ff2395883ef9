// What wasi-libc hides of <setjmp.h>: jumps that restore the mask of signals, which is kept where the
// structure has room for it (guest/threads/signals.c).
#ifndef ANTECEDE_SETJMP_H
#define ANTECEDE_SETJMP_H

#include_next <setjmp.h>

#ifdef __cplusplus
extern "C" {
#endif

void __antecede_save_mask(struct __jmp_buf_tag *, int);
void __antecede_restore_mask(const struct __jmp_buf_tag *);

#ifdef __cplusplus
}
#endif

#define sigsetjmp(buffer, saves_mask) (__antecede_save_mask(buffer, saves_mask), setjmp(buffer))
#define siglongjmp(buffer, value) (__antecede_restore_mask(buffer), longjmp(buffer, value))
#define _setjmp setjmp
#define _longjmp longjmp

#endif
