// The other name of <sys/wait.h>.
#include <sys/wait.h>
