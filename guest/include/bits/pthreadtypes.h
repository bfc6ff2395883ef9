// glibc keeps the types of threads here.
#include <pthread.h>
