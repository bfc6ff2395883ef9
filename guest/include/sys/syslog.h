// The other name of <syslog.h>.
#include <syslog.h>
