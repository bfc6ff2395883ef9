// The use of a FILE by its functions, and flockfile.

#ifndef ANTECEDE_STREAMS_H
#define ANTECEDE_STREAMS_H

#include "intercept.h"
#include <stdio.h>

// Waits while another thread holds the stream by flockfile, and counts as a read of the stream, so
// that a use that races with fclose, or comes after it, is found.
void uses_stream(FILE *stream);

#endif
