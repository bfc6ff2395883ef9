// expect: race; races-on: shared
//
// While the program runs there is no report: all that ThreadSanitizer's interface tells of one is
// that there is none, and __tsan_on_report is never called.

#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

void *__tsan_get_current_report(void);
int __tsan_get_report_data(void *, const char **, int *, int *, int *, int *, int *, int *, int *,
                           void **, unsigned long);
int __tsan_get_report_stack(void *, unsigned long, void **, unsigned long);
int __tsan_get_report_mop(void *, unsigned long, int *, void **, int *, int *, int *, void **,
                          unsigned long);
int __tsan_get_report_loc(void *, unsigned long, const char **, void **, unsigned long *,
                          unsigned long *, int *, int *, int *, void **, unsigned long);
int __tsan_get_report_loc_object_type(void *, unsigned long, const char **);
int __tsan_get_report_mutex(void *, unsigned long, unsigned long *, void **, int *, void **,
                            unsigned long);
int __tsan_get_report_thread(void *, unsigned long, int *, unsigned long long *, int *,
                             const char **, int *, void **, unsigned long);
int __tsan_get_report_unique_tid(void *, unsigned long, int *);
int __tsan_get_report_tag(void *, unsigned long *);
const char *__tsan_locate_address(unsigned long, char *, unsigned long, unsigned long *,
                                  unsigned long *);
int __tsan_get_alloc_stack(unsigned long, unsigned long *, unsigned long, int *,
                           unsigned long long *);
const char *ThreadSanitizerQuery(const char *);

static int shared;

void __tsan_on_report(void *report);
void __tsan_on_report(void *report) {
    (void)report;
    abort();
}

static void *body(void *unused) {
    shared++;
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    shared++;
    pthread_join(thread, NULL);
    void *report = __tsan_get_current_report();
    assert(!report);
    int some;
    assert(!__tsan_get_report_data(report, NULL, &some, &some, &some, &some, &some, &some, &some,
                                   NULL, 0));
    assert(!__tsan_get_report_stack(report, 0, NULL, 0));
    assert(!__tsan_get_report_mop(report, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0));
    assert(!__tsan_get_report_loc(report, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0));
    assert(!__tsan_get_report_loc_object_type(report, 0, NULL));
    assert(!__tsan_get_report_mutex(report, 0, NULL, NULL, NULL, NULL, 0));
    assert(!__tsan_get_report_thread(report, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0));
    assert(!__tsan_get_report_unique_tid(report, 0, NULL));
    assert(!__tsan_get_report_tag(report, NULL));
    unsigned long region = 1, bytes = 1;
    char name[8] = "name";
    assert(!*__tsan_locate_address((unsigned long)&shared, name, sizeof name, &region, &bytes));
    assert(!*name && !region && !bytes);
    assert(!__tsan_get_alloc_stack((unsigned long)&shared, NULL, 0, NULL, NULL));
    assert(!strcmp(ThreadSanitizerQuery("sync"), "1"));
    assert(!strcmp(ThreadSanitizerQuery("anything else"), "0"));
    return 0;
}
