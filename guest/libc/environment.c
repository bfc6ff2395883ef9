// The environment. Looking at it while another thread changes it is a race: C17 7.22.4.6p2, C++20
// [support.runtime]p6. It counts as one object, since a change may move all of it.

#define _GNU_SOURCE
#include "intercept.h"
#include <stdlib.h>

char *__real_getenv(const char *);
int __real_setenv(const char *, const char *, int);
int __real_unsetenv(const char *);
int __real_putenv(char *);
int __real_clearenv(void);

// Stands for it.
static char environment;

static void look(const char *name) {
    reads(&environment, sizeof environment);
    reads_string(name);
}

static void change(const char *name) {
    writes(&environment, sizeof environment);
    reads_string(name);
}

INTERCEPTOR char *getenv(const char *name) {
    char *value = __real_getenv(name);
    look(name);
    return value;
}

REPLACEMENT char *secure_getenv(const char *name) {
    char *value = __real_getenv(name);
    look(name);
    return value;
}

INTERCEPTOR int setenv(const char *name, const char *value, int overwrite) {
    int result = __real_setenv(name, value, overwrite);
    if (result) return result;
    change(name);
    reads_string(value);
    return result;
}

INTERCEPTOR int unsetenv(const char *name) {
    int result = __real_unsetenv(name);
    if (!result) change(name);
    return result;
}

INTERCEPTOR int putenv(char *assignment) {
    int result = __real_putenv(assignment);
    change(assignment);
    return result;
}

INTERCEPTOR int clearenv(void) {
    int result = __real_clearenv();
    writes(&environment, sizeof environment);
    return result;
}
