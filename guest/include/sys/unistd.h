// The other name of <unistd.h>.
#include <unistd.h>
