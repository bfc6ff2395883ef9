// The operations of prctl.
#include <sys/prctl.h>
