// runtime.h of the guest, for C++.

#ifndef ANTECEDE_CXX_RUNTIME_H
#define ANTECEDE_CXX_RUNTIME_H

#define _Noreturn [[noreturn]]

extern "C" {
#include "runtime.h"
}

#endif
