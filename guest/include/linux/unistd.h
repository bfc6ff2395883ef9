// The numbers of system calls.
#include <asm/unistd.h>
