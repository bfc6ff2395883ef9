// errno, as a plain global: the host saves and restores it at each switch between threads, so each
// has its own although all use one address. Its uses must carry no hooks, or they would look like
// races. LLVM's ThreadSanitizer pass leaves out globals whose name begins with __llvm_gcov, so the
// header include/__errno.h gives it such a name; libc's objects know it as `errno`.

int __llvm_gcov_errno;
extern int errno __attribute__((alias("__llvm_gcov_errno")));

int *__errno_location(void) { return &__llvm_gcov_errno; }

__attribute__((export_name("antecede_errno"))) int *antecede_errno(void) {
    return &__llvm_gcov_errno;
}
