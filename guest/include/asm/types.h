// The kernel's names of integers.
#include <linux/types.h>
