// What wasi-libc hides of <sys/socket.h>; there is no network.
#ifndef ANTECEDE_SYS_SOCKET_H
#define ANTECEDE_SYS_SOCKET_H

#include_next <sys/socket.h>

#define SO_REUSEADDR 2
#define SO_ERROR 4
#define SO_BROADCAST 6
#define SO_SNDBUF 7
#define SO_RCVBUF 8
#define SO_KEEPALIVE 9
#define SO_LINGER 13
#define SO_REUSEPORT 15
#define SO_RCVTIMEO 66
#define SO_SNDTIMEO 67
#define SOCK_RAW 3
#define SOMAXCONN 128
#define MSG_DONTWAIT 0x0040
#define MSG_NOSIGNAL 0x4000
#define PF_UNIX AF_UNIX
#define AF_LOCAL AF_UNIX

#ifdef __cplusplus
extern "C" {
#endif

int socket(int, int, int);
int socketpair(int, int, int, int[2]);
int bind(int, const struct sockaddr *, socklen_t);
int listen(int, int);
int connect(int, const struct sockaddr *, socklen_t);
int setsockopt(int, int, int, const void *, socklen_t);
int getsockname(int, struct sockaddr *__restrict, socklen_t *__restrict);
int getpeername(int, struct sockaddr *__restrict, socklen_t *__restrict);
ssize_t sendto(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
ssize_t recvfrom(int, void *__restrict, size_t, int, struct sockaddr *__restrict,
                 socklen_t *__restrict);
ssize_t sendmsg(int, const struct msghdr *, int);
ssize_t recvmsg(int, struct msghdr *, int);

#ifdef __cplusplus
}
#endif

#endif
