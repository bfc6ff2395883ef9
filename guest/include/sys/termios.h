// The other name of <termios.h>.
#include <termios.h>
