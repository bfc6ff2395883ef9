// The other name of <ucontext.h>.
#include <ucontext.h>
