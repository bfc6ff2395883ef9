// expect: clean; native: skip
// What glibc's headers (2.38 for C23) make of ctype, sscanf and strtol, as in a preprocessed source.
#include <assert.h>

extern int __isoc99_sscanf(const char *, const char *, ...);
extern int __isoc23_sscanf(const char *, const char *, ...);
extern long __isoc23_strtol(const char *, char **, int);
extern const unsigned short **__ctype_b_loc(void);
extern const int **__ctype_tolower_loc(void);
extern const int **__ctype_toupper_loc(void);

enum { UPPER = 1 << 8, DIGIT = 1 << 11, SPACE = 1 << 13, ALNUM = 1 << 3 };

int main(void)
{
    int a, b;
    assert(__isoc99_sscanf("7 8", "%d %d", &a, &b) == 2 && a == 7 && b == 8);
    assert(__isoc23_sscanf("9", "%d", &a) == 1 && a == 9);
    assert(__isoc23_strtol("ff", 0, 16) == 255);
    const unsigned short *classes = *__ctype_b_loc();
    assert(classes['A'] & UPPER && classes['7'] & DIGIT && classes[' '] & SPACE);
    assert(classes['q'] & ALNUM && !(classes['q'] & UPPER) && !classes[-1] && !classes[200]);
    assert((*__ctype_tolower_loc())['Q'] == 'q' && (*__ctype_toupper_loc())['q'] == 'Q');
    return 0;
}
