// Pipes within the process: what read, write and close do on their descriptors.

#ifndef ANTECEDE_PIPE_H
#define ANTECEDE_PIPE_H

#include <sys/types.h>

int antecede_is_pipe(int file);
ssize_t antecede_pipe_read(int file, char *to, size_t bytes);
ssize_t antecede_pipe_write(int file, const char *from, size_t bytes);
int antecede_pipe_close(int file);

#endif
