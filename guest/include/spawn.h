// <spawn.h>, which wasi-libc lacks; there are no child processes.
#ifndef ANTECEDE_SPAWN_H
#define ANTECEDE_SPAWN_H

#include <unistd.h>

typedef struct {
    int __flags;
} posix_spawnattr_t;

typedef struct {
    int __actions;
} posix_spawn_file_actions_t;

#ifdef __cplusplus
extern "C" {
#endif

int posix_spawn(pid_t *__restrict, const char *__restrict, const posix_spawn_file_actions_t *,
                const posix_spawnattr_t *__restrict, char *const[], char *const[]);
int posix_spawnp(pid_t *__restrict, const char *__restrict, const posix_spawn_file_actions_t *,
                 const posix_spawnattr_t *__restrict, char *const[], char *const[]);

#ifdef __cplusplus
}
#endif

#endif
