// <sys/shm.h>, which wasi-libc lacks, and we too: its functions are unsupported.
#ifndef ANTECEDE_SYS_SHM_H
#define ANTECEDE_SYS_SHM_H

#include <sys/ipc.h>

struct shmid_ds {
    size_t shm_segsz;
};

#ifdef __cplusplus
extern "C" {
#endif

int shmget(key_t, size_t, int);
void *shmat(int, const void *, int);
int shmdt(const void *);
int shmctl(int, int, struct shmid_ds *);

#ifdef __cplusplus
}
#endif

#endif
