// Functions that keep something for all threads. Calls at once race where POSIX lets them
// (POSIX.1-2017 XSH 2.9.1, C17) and glibc documents a race too: so none on rand, random, strerror
// and strsignal, which it guards or keeps for each thread. Each state counts as one object.
// strtok, the dates and the environment stand in files of their own.

#define _GNU_SOURCE
#include "intercept.h"
#include <dirent.h>
#include <locale.h>
#include <search.h>
#include <stdlib.h>

double __real_drand48(void);
double __real_erand48(unsigned short[3]);
long __real_lrand48(void);
long __real_nrand48(unsigned short[3]);
long __real_mrand48(void);
long __real_jrand48(unsigned short[3]);
void __real_srand48(long);
unsigned short *__real_seed48(unsigned short[3]);
void __real_lcong48(unsigned short[7]);
int __real_hcreate(size_t);
void __real_hdestroy(void);
ENTRY *__real_hsearch(ENTRY, ACTION);
char *__real_setlocale(int, const char *);
struct dirent *__real_readdir(DIR *);

// ---- The generator of 48 bits -------------------------------------------------------------------

static char random_state;

static void advances(void) { writes(&random_state, sizeof random_state); }

INTERCEPTOR double drand48(void) {
    double value = __real_drand48();
    advances();
    return value;
}

INTERCEPTOR long lrand48(void) {
    long value = __real_lrand48();
    advances();
    return value;
}

INTERCEPTOR long mrand48(void) {
    long value = __real_mrand48();
    advances();
    return value;
}

INTERCEPTOR void srand48(long seed) {
    __real_srand48(seed);
    advances();
}

INTERCEPTOR unsigned short *seed48(unsigned short seed[3]) {
    unsigned short *before = __real_seed48(seed);
    reads(seed, 3 * sizeof *seed);
    advances();
    return before;
}

INTERCEPTOR void lcong48(unsigned short parameters[7]) {
    __real_lcong48(parameters);
    reads(parameters, 7 * sizeof *parameters);
    advances();
}

// With a state of the caller's. POSIX doesn't list these.
static void advances_own(unsigned short state[3]) { writes(state, 3 * sizeof *state); }

INTERCEPTOR double erand48(unsigned short state[3]) {
    double value = __real_erand48(state);
    advances_own(state);
    return value;
}

INTERCEPTOR long nrand48(unsigned short state[3]) {
    long value = __real_nrand48(state);
    advances_own(state);
    return value;
}

INTERCEPTOR long jrand48(unsigned short state[3]) {
    long value = __real_jrand48(state);
    advances_own(state);
    return value;
}

// ---- The table of hsearch -----------------------------------------------------------------------

static char hash_table;

INTERCEPTOR int hcreate(size_t entries) {
    int result = __real_hcreate(entries);
    writes(&hash_table, sizeof hash_table);
    return result;
}

INTERCEPTOR void hdestroy(void) {
    __real_hdestroy();
    writes(&hash_table, sizeof hash_table);
}

// A look-up changes nothing: several at once are let be.
INTERCEPTOR ENTRY *hsearch(ENTRY entry, ACTION action) {
    ENTRY *found = __real_hsearch(entry, action);
    reads_string(entry.key);
    if (action == ENTER) writes(&hash_table, sizeof hash_table);
    else reads(&hash_table, sizeof hash_table);
    return found;
}

// ---- The locale ---------------------------------------------------------------------------------

static char current_locale;

// C17 7.11.1.1p5. What only looks at the locale on its way, like printf, makes no event.
INTERCEPTOR char *setlocale(int category, const char *name) {
    char *result = __real_setlocale(category, name);
    if (!name) {
        reads(&current_locale, sizeof current_locale);
        return result;
    }
    reads_string(name);
    if (result) writes(&current_locale, sizeof current_locale);
    return result;
}

// ---- Directories --------------------------------------------------------------------------------

// The next call for the same stream may overwrite the entry; those for others don't.
INTERCEPTOR struct dirent *readdir(DIR *directory) {
    struct dirent *entry = __real_readdir(directory);
    writes(directory, 1);
    return entry;
}
