// runtime.h of the guest, for C++.

#ifndef ANTECEDE_CXX_GUEST_H
#define ANTECEDE_CXX_GUEST_H

#include <stddef.h>
#include <stdint.h>

#define _Noreturn [[noreturn]]

extern "C" {
#include "runtime.h"
}

#endif
