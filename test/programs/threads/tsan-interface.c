// expect: clean; stdout: "24\n"
//
// All that sanitizer/tsan_interface.h declares is there; the two callbacks are the program's own.

#include <sanitizer/tsan_interface.h>
#include <stdio.h>

typedef void (*function)(void);

static const function functions[] = {
    (function)__tsan_acquire,
    (function)__tsan_release,
    (function)__tsan_mutex_create,
    (function)__tsan_mutex_destroy,
    (function)__tsan_mutex_pre_lock,
    (function)__tsan_mutex_post_lock,
    (function)__tsan_mutex_pre_unlock,
    (function)__tsan_mutex_post_unlock,
    (function)__tsan_mutex_pre_signal,
    (function)__tsan_mutex_post_signal,
    (function)__tsan_mutex_pre_divert,
    (function)__tsan_mutex_post_divert,
    (function)__tsan_check_no_mutexes_held,
    (function)__tsan_external_register_tag,
    (function)__tsan_external_register_header,
    (function)__tsan_external_assign_tag,
    (function)__tsan_external_read,
    (function)__tsan_external_write,
    (function)__tsan_get_current_fiber,
    (function)__tsan_create_fiber,
    (function)__tsan_destroy_fiber,
    (function)__tsan_switch_to_fiber,
    (function)__tsan_set_fiber_name,
    (function)__tsan_flush_memory,
};

int main(void) {
    int there = 0;
    for (unsigned i = 0; i < sizeof functions / sizeof *functions; i++) there += functions[i] != 0;
    printf("%d\n", there);
    return 0;
}
