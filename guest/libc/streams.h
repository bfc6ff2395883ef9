// The use of a FILE by its functions, and flockfile.

#ifndef ANTECEDE_STREAMS_H
#define ANTECEDE_STREAMS_H

#include "intercept.h"
#include <stdio.h>

// Waits while another thread holds the stream by flockfile, and counts as a read of the stream, so
// that a use that races with fclose, or comes after it, is found. A cancellation point.
void uses_stream(FILE *stream);

// Whether it is a pipe's: who reads what is written there goes on after the write, so that what was
// read for it is declared before, as in write.
int is_pipe_stream(FILE *stream);

// What fputs and fwrite do with a stream that is used already: the text or block is the caller's.
int antecede_put_text(const char *text, FILE *stream);
size_t antecede_put_block(const void *from, size_t size, size_t count, FILE *stream);

// Around a call on a descriptor that may wait, as those of pipes do: if it is the descriptor of the
// stream which the thread uses, other threads are kept from that meanwhile.
FILE *keep_stream_of(int file);
void give_back_stream(void *kept);

#endif
