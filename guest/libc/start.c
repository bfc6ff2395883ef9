// From the start of the program to main and from main's end to the end of the process.

#include "runtime.h"

int __main_void(void);
void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasm_call_dtors(void);
int *antecede_errno(void);

__attribute__((export_name("_start"))) void _start(void) {
    // Referred to so that its object, which exports it, is linked.
    *antecede_errno() = 0;
    __wasi_init_tp();
    __wasm_call_ctors();
    int code = __main_void();
    antecede_drain(ANTECEDE_MAIN_RETURNED);
    __wasm_call_dtors();
    antecede_proc_exit(code);
}
