// What wasi-libc hides of <stdio.h>.
#ifndef ANTECEDE_STDIO_H
#define ANTECEDE_STDIO_H

// It calls these deprecated, for it has none.
#define tmpfile __antecede_no_tmpfile
#define tmpnam __antecede_no_tmpnam
#include_next <stdio.h>
#undef tmpfile
#undef tmpnam

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
FILE *tmpfile(void);
char *tmpnam(char *);
char *tempnam(const char *, const char *);

#ifdef __cplusplus
}
#endif

#endif
