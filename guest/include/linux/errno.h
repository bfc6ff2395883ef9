// The kernel's numbers of errors are those of <errno.h>.
#include <errno.h>
