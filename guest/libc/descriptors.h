// Descriptors and the files that they stand for.

#ifndef ANTECEDE_DESCRIPTORS_H
#define ANTECEDE_DESCRIPTORS_H

// The number by which the host, or a pipe, knows what a descriptor stands for; none of either's if it
// is closed. Most stand for the file of their own number.
int antecede_file_of(int descriptor);

// Whether the descriptor stands for an end of a pipe.
int antecede_is_pipe_descriptor(int descriptor);

// A descriptor for a file that has just been opened.
int antecede_new_descriptor(int file);

// What close and dup2 do: 0, or an error.
int antecede_close_descriptor(int descriptor);
int antecede_duplicate_onto(int descriptor, int to);

// The lowest descriptor from `least` on that is closed now stands for the same; -1 and errno.
int antecede_duplicate_from(int descriptor, int least);

// Whether a command of fcntl's comes with a number.
int antecede_takes_number(int command);

// What fcntl calls so: FD_CLOEXEC, or -1 and errno.
int antecede_descriptor_flags(int descriptor);
int antecede_set_descriptor_flags(int descriptor, int flags);

#endif
