// expect: clean; stdout: "6 3 30\n"; options: -O2
// As compiled such functions run as one too: they are not inlined, also those of included files.
#include "verifier-atomic-functions-clean.c"
