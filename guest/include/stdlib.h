// What wasi-libc hides of <stdlib.h>.
#ifndef ANTECEDE_STDLIB_H
#define ANTECEDE_STDLIB_H

#include_next <stdlib.h>

#include <stdint.h>

#define WNOHANG 1
#define WUNTRACED 2
#define WEXITSTATUS(s) (((s) & 0xff00) >> 8)
#define WTERMSIG(s) ((s) & 0x7f)
#define WSTOPSIG(s) WEXITSTATUS(s)
#define WIFEXITED(s) (!WTERMSIG(s))
#define WIFSTOPPED(s) ((short)((((s) & 0xffff) * 0x10001U) >> 8) > 0x7f00)
#define WIFSIGNALED(s) (((s) & 0xffff) - 1U < 0xffu)
#define WCOREDUMP(s) ((s) & 0x80)
#define WIFCONTINUED(s) ((s) == 0xffff)

#ifdef __cplusplus
extern "C" {
#endif

int system(const char *);
int mkstemp(char *);
int mkostemp(char *, int);
int mkstemps(char *, int);
int mkostemps(char *, int, int);
char *mkdtemp(char *);
char *mktemp(char *);
void *valloc(size_t);
void *memalign(size_t, size_t);
void *reallocarray(void *, size_t, size_t);
void qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);
int on_exit(void (*)(int, void *), void *);
char *secure_getenv(const char *);
char *canonicalize_file_name(const char *);

struct random_data {
    int32_t *state;
};

int srandom_r(unsigned, struct random_data *);
int initstate_r(unsigned, char *__restrict, size_t, struct random_data *__restrict);
int random_r(struct random_data *__restrict, int32_t *__restrict);

struct drand48_data {
    unsigned short __x[3];
    unsigned short __c;
    unsigned long long __a;
};

int srand48_r(long, struct drand48_data *);
int seed48_r(unsigned short[3], struct drand48_data *);
int lcong48_r(unsigned short[7], struct drand48_data *);
int drand48_r(struct drand48_data *__restrict, double *__restrict);
int erand48_r(unsigned short[3], struct drand48_data *__restrict, double *__restrict);
int lrand48_r(struct drand48_data *__restrict, long *__restrict);
int nrand48_r(unsigned short[3], struct drand48_data *__restrict, long *__restrict);
int mrand48_r(struct drand48_data *__restrict, long *__restrict);
int jrand48_r(unsigned short[3], struct drand48_data *__restrict, long *__restrict);

int getloadavg(double *, int);
int posix_openpt(int);
int grantpt(int);
int unlockpt(int);
char *ptsname(int);

#ifdef __cplusplus
}
#endif

#endif
