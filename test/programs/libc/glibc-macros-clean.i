// expect: clean; native: skip; stdout: "inner\nouter\njumped 3\ncount 2\n"
// What glibc's macros leave in a program that gcc has preprocessed, for a processor of 32 bits:
// pthread_cleanup_push, sigsetjmp, a recursive mutex's initializer, a fortified printf, and the
// generic functions of <stdatomic.h>.
typedef struct { int __val[2]; } __fsid_t;
typedef unsigned long int pthread_t;
struct __pthread_mutex_s {
    int __lock;
    unsigned int __count;
    int __owner;
# 58 "/usr/include/bits/struct_mutex.h" 3 4
    int __kind;

    unsigned int __nusers;
};
# 18 "glibc-macros-clean.i"
typedef union { struct __pthread_mutex_s __data; char __size[24]; long int __align; } pthread_mutex_t;
typedef int __jmp_buf[6];
struct __jmp_buf_tag { __jmp_buf __jmpbuf; int __mask_was_saved; unsigned long int __saved_mask[32]; };
typedef struct __jmp_buf_tag sigjmp_buf[1];
struct __cancel_jmp_buf_tag { __jmp_buf __cancel_jmp_buf; int __mask_was_saved; };
typedef struct {
    struct __cancel_jmp_buf_tag __cancel_jmp_buf[1];
    void *__pad[4];
} __pthread_unwind_buf_t __attribute__ ((__aligned__));

extern void __pthread_register_cancel (__pthread_unwind_buf_t *__buf)
     __attribute__ ((__regparm__ (1)));
extern void __pthread_unregister_cancel (__pthread_unwind_buf_t *__buf)
  __attribute__ ((__regparm__ (1)));
extern void __pthread_unwind_next (__pthread_unwind_buf_t *__buf)
     __attribute__ ((__regparm__ (1))) __attribute__ ((__noreturn__)) __attribute__ ((__weak__));
extern int __sigsetjmp_cancel (struct __cancel_jmp_buf_tag __env[1], int __savemask) __asm__ ("" "__sigsetjmp") __attribute__ ((__nothrow__)) __attribute__ ((__returns_twice__));
extern int __sigsetjmp (struct __jmp_buf_tag __env[1], int __savemask) __attribute__ ((__nothrow__));
extern void siglongjmp (sigjmp_buf __env, int __val) __attribute__ ((__noreturn__));
extern void siglongjmp (sigjmp_buf __env, int __val) __asm__ ("" "__longjmp_chk") __attribute__ ((__noreturn__));
extern int pthread_create (pthread_t *, const void *, void *(*) (void *), void *);
extern int pthread_join (pthread_t, void **);
extern void pthread_exit (void *) __attribute__ ((__noreturn__));
extern int pthread_mutex_lock (pthread_mutex_t *);
extern int pthread_mutex_unlock (pthread_mutex_t *);
extern int printf (const char *, ...);
extern int __printf_chk (int, const char *, ...);
extern __inline __attribute__ ((__always_inline__)) __attribute__ ((__gnu_inline__)) __attribute__ ((__artificial__)) int
printf (const char *__restrict __fmt, ...)
{
  return __printf_chk (2 - 1, __fmt, __builtin_va_arg_pack ());
}

static pthread_mutex_t mutex = { { 0, 0, 0, 1, 0 } };
static _Atomic int count;
typedef _Atomic struct
{
  unsigned char __val;
} atomic_flag;
static atomic_flag flag = { 0 };

static void say (void *text) { printf ("%s\n", (char *) text); }

static void *leaves (void *argument) {
    do { __pthread_unwind_buf_t __cancel_buf; void (*__cancel_routine) (void *) = (say); void *__cancel_arg = ("outer"); int __not_first_call = __sigsetjmp_cancel (__cancel_buf.__cancel_jmp_buf, 0); if (__builtin_expect ((__not_first_call), 0)) { __cancel_routine (__cancel_arg); __pthread_unwind_next (&__cancel_buf); } __pthread_register_cancel (&__cancel_buf); do {;
    do { __pthread_unwind_buf_t __cancel_buf; void (*__cancel_routine) (void *) = (say); void *__cancel_arg = ("inner"); int __not_first_call = __sigsetjmp ((struct __jmp_buf_tag *) (void *) __cancel_buf.__cancel_jmp_buf, 0); if (__builtin_expect ((__not_first_call), 0)) { __cancel_routine (__cancel_arg); __pthread_unwind_next (&__cancel_buf); } __pthread_register_cancel (&__cancel_buf); do {;
    do { } while (0); } while (0); __pthread_unregister_cancel (&__cancel_buf); if (1) __cancel_routine (__cancel_arg); } while (0);
    pthread_exit (argument);
    do { } while (0); } while (0); __pthread_unregister_cancel (&__cancel_buf); if (0) __cancel_routine (__cancel_arg); } while (0);
    return 0;
}

static void *counts (void *argument) {
    __atomic_fetch_add ((&count), (1), 5);
    __extension__ ({ __auto_type __atomic_store_ptr = (&count); __typeof__ ((void)0, *__atomic_store_ptr) __atomic_store_tmp = (__extension__ ({ __auto_type __atomic_load_ptr = (&count); __typeof__ ((void)0, *__atomic_load_ptr) __atomic_load_tmp; __atomic_load (__atomic_load_ptr, &__atomic_load_tmp, (5)); __atomic_load_tmp; }) + 1); __atomic_store (__atomic_store_ptr, &__atomic_store_tmp, (5)); });
    __atomic_test_and_set ((&flag), 5);
    return argument;
}

int main (void) {
    pthread_t thread;
    pthread_create (&thread, 0, leaves, 0);
    pthread_join (thread, 0);
    sigjmp_buf place;
    int jumped =
# 90 "glibc-macros-clean.i" 3 4
                __sigsetjmp (
# 90 "glibc-macros-clean.i"
                place
# 90 "glibc-macros-clean.i" 3 4
                , 1)
# 90 "glibc-macros-clean.i"
                    ;
    if (!jumped) siglongjmp (place, 3);
    printf ("jumped %d\n", jumped);
    pthread_mutex_lock (&mutex);
    pthread_mutex_lock (&mutex);
    pthread_mutex_unlock (&mutex);
    pthread_mutex_unlock (&mutex);
    pthread_create (&thread, 0, counts, 0);
    pthread_join (thread, 0);
    printf ("count %d\n", count);
    return 0;
}
