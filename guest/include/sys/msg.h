// <sys/msg.h>, which wasi-libc lacks, and we too: its functions are unsupported.
#ifndef ANTECEDE_SYS_MSG_H
#define ANTECEDE_SYS_MSG_H

#define __NEED_size_t
#define __NEED_ssize_t
#include <bits/alltypes.h>
#include <sys/ipc.h>

#define MSG_NOERROR 010000
#define MSG_EXCEPT 020000

struct msqid_ds {
    unsigned long msg_qnum;
    unsigned long msg_qbytes;
};

struct msgbuf {
    long mtype;
    char mtext[1];
};

#ifdef __cplusplus
extern "C" {
#endif

int msgget(key_t, int);
int msgsnd(int, const void *, size_t, int);
ssize_t msgrcv(int, void *, size_t, long, int);
int msgctl(int, int, struct msqid_ds *);

#ifdef __cplusplus
}
#endif

#endif
