// <ucontext.h>, which wasi-libc lacks, and we too: its functions are unsupported.
#ifndef ANTECEDE_UCONTEXT_H
#define ANTECEDE_UCONTEXT_H

#include <signal.h>

typedef struct ucontext {
    struct ucontext *uc_link;
    sigset_t uc_sigmask;
    stack_t uc_stack;
} ucontext_t;

#ifdef __cplusplus
extern "C" {
#endif

int getcontext(ucontext_t *);
int setcontext(const ucontext_t *);
void makecontext(ucontext_t *, void (*)(void), int, ...);
int swapcontext(ucontext_t *, const ucontext_t *);

#ifdef __cplusplus
}
#endif

#endif
