// Pipes within the process: what read, write and close do on their ends. An end has a number, as
// files have (libc/descriptors.h).

#ifndef ANTECEDE_PIPE_H
#define ANTECEDE_PIPE_H

#include <stdint.h>
#include <sys/types.h>

// What POSIX allows in one write without a part of another between.
enum { ANTECEDE_PIPE_ATOMIC_BYTES = 4096 };

int antecede_is_pipe(int file);
int antecede_pipe_is_open(int file);
ssize_t antecede_pipe_read(int file, char *to, size_t bytes);
ssize_t antecede_pipe_write(int file, const char *from, size_t bytes);
int antecede_pipe_close(int file);
int antecede_pipe_has_bytes(int file);
// Its access mode and O_NONBLOCK, or -1 if that end is closed.
int antecede_pipe_flags(int file);
int antecede_pipe_set_waits(int file, int waits);

// What poll says of a pipe that is asked for these events.
short antecede_pipe_ready(int file, short events);

struct deadline;
// Waits until any pipe changes, as a cancellation point: enum antecede_wait_result.
int32_t antecede_pipes_wait(const struct deadline *deadline);

#endif
