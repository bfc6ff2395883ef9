// The kernel's limits are those of <sys/param.h>.
#include <sys/param.h>
