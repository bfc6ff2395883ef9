// Pipes within the process: what read, write and close do on their descriptors.

#ifndef ANTECEDE_PIPE_H
#define ANTECEDE_PIPE_H

#include <stdint.h>
#include <sys/types.h>

int antecede_is_pipe(int file);
ssize_t antecede_pipe_read(int file, char *to, size_t bytes);
ssize_t antecede_pipe_write(int file, const char *from, size_t bytes);
int antecede_pipe_close(int file);

// What poll says of a pipe that is asked for these events.
short antecede_pipe_ready(int file, short events);

struct deadline;
// Waits until any pipe changes, as a cancellation point: enum antecede_wait_result.
int32_t antecede_pipes_wait(const struct deadline *deadline);

// What fcntl does, without F_DUPFD.
int antecede_pipe_control(int file, int command, int argument);

#endif
