// What wasi-libc hides of <stdio.h>.
#ifndef ANTECEDE_STDIO_H
#define ANTECEDE_STDIO_H

#include_next <stdio.h>

#define L_tmpnam 20
#define TMP_MAX 10000
#define P_tmpdir "/tmp"

#ifdef __cplusplus
extern "C" {
#endif

void flockfile(FILE *);
int ftrylockfile(FILE *);
void funlockfile(FILE *);
FILE *popen(const char *, const char *);
int pclose(FILE *);
char *tempnam(const char *, const char *);

#ifdef __cplusplus
}
#endif

#endif
