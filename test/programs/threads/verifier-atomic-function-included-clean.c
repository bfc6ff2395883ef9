// expect: clean; options: -O2
// A function that runs as one is not inlined, though only an included file names it.
#include "verifier-atomic-increment.h"
