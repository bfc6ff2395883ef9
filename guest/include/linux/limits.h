// Linux has the limits of files and arguments here too.
#include <limits.h>
