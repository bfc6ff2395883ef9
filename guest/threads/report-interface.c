// What programs ask ThreadSanitizer of its reports. Reports are made when the run is over, from a
// replay of it: while the program runs there is none, and each question says so.

#include <stddef.h>
#include <stdint.h>

#pragma clang diagnostic ignored "-Wunused-parameter"

enum { NO_REPORT = 0 };

void *__tsan_get_current_report(void) { return NULL; }

int __tsan_get_report_data(void *report, const char **description, int *count, int *stack_count,
                           int *mop_count, int *loc_count, int *mutex_count, int *thread_count,
                           int *unique_tid_count, void **sleep_trace, uintptr_t trace_size) {
    return NO_REPORT;
}

int __tsan_get_report_tag(void *report, uintptr_t *tag) { return NO_REPORT; }

int __tsan_get_report_stack(void *report, uintptr_t index, void **trace, uintptr_t trace_size) {
    return NO_REPORT;
}

int __tsan_get_report_mop(void *report, uintptr_t index, int *tid, void **address, int *size,
                          int *write, int *atomic, void **trace, uintptr_t trace_size) {
    return NO_REPORT;
}

int __tsan_get_report_loc(void *report, uintptr_t index, const char **type, void **address,
                          uintptr_t *start, uintptr_t *size, int *tid, int *fd, int *suppressable,
                          void **trace, uintptr_t trace_size) {
    return NO_REPORT;
}

int __tsan_get_report_loc_object_type(void *report, uintptr_t index, const char **object_type) {
    return NO_REPORT;
}

int __tsan_get_report_mutex(void *report, uintptr_t index, uintptr_t *mutex, void **address,
                            int *destroyed, void **trace, uintptr_t trace_size) {
    return NO_REPORT;
}

int __tsan_get_report_thread(void *report, uintptr_t index, int *tid, uint64_t *os_id,
                             int *running, const char **name, int *parent_tid, void **trace,
                             uintptr_t trace_size) {
    return NO_REPORT;
}

int __tsan_get_report_unique_tid(void *report, uintptr_t index, int *tid) { return NO_REPORT; }

// "": of no kind that is known.
const char *__tsan_locate_address(uintptr_t address, char *name, uintptr_t name_size,
                                  uintptr_t *region, uintptr_t *region_size) {
    if (name_size) *name = 0;
    *region = 0;
    *region_size = 0;
    return "";
}

int __tsan_get_alloc_stack(uintptr_t address, uintptr_t *trace, uintptr_t size, int *thread,
                           uint64_t *os_id) {
    return 0;
}
