// From the start of the program to main and from main's end to the end of the process.

#include "threads/thread.h"

int __main_void(void);
char **__wasilibc_get_environ(void);
void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasm_call_dtors(void);
int *antecede_errno(void);

// A main of an unusual type, as src/toolchain/main-function.ts names it.
#define UNUSUAL __attribute__((weak))
UNUSUAL void antecede_main_0_void(void);
UNUSUAL void antecede_main_2_void(int, char **);
UNUSUAL void antecede_main_3_void(int, char **, char **);
UNUSUAL int antecede_main_1(int);
UNUSUAL int antecede_main_3(int, char **, char **);

// Of programs that are partly C++ (guest/cxx).
__attribute__((weak)) void antecede_exempt_standard_streams(void);

// ThreadSanitizer's: comes before all constructors.
__attribute__((weak)) void __tsan_on_initialize(void);

static void *run_main(void *code) {
    if (__tsan_on_initialize) __tsan_on_initialize();
    __wasm_call_ctors();
    *(int *)code = __main_void();
    antecede_run_thread_local_destructors(antecede_self);
    return NULL;
}

__attribute__((export_name("_start"))) void _start(void) {
    // Referred to so that its object, which exports it, is linked.
    *antecede_errno() = 0;
    __wasi_init_tp();
    if (antecede_exempt_standard_streams) antecede_exempt_standard_streams();
    int code;
    antecede_call(run_main, &code);
    if (antecede_end_timers) antecede_end_timers();
    antecede_drain(ANTECEDE_MAIN_RETURNED);
    antecede_is_exiting = 1;
    antecede_exit_code = code;
    __wasm_call_dtors();
    antecede_end_process(code);
}

// Called by libc's __main_void; the program's own main, if it is a usual one, comes before it.
__attribute__((weak)) int __main_argc_argv(int count, char **arguments) {
    if (antecede_main_3) return antecede_main_3(count, arguments, __wasilibc_get_environ());
    if (antecede_main_1) return antecede_main_1(count);
    if (antecede_main_0_void) antecede_main_0_void();
    else if (antecede_main_2_void) antecede_main_2_void(count, arguments);
    else if (antecede_main_3_void) {
        antecede_main_3_void(count, arguments, __wasilibc_get_environ());
    } else {
        antecede_unsupported("a program without a main function");
    }
    return 0;
}
