// <termios.h>, which wasi-libc lacks; there is no terminal.
#ifndef ANTECEDE_TERMIOS_H
#define ANTECEDE_TERMIOS_H

typedef unsigned char cc_t;
typedef unsigned speed_t;
typedef unsigned tcflag_t;

#define NCCS 32

struct termios {
    tcflag_t c_iflag;
    tcflag_t c_oflag;
    tcflag_t c_cflag;
    tcflag_t c_lflag;
    cc_t c_cc[NCCS];
};

#define ISIG 0000001
#define ICANON 0000002
#define ECHO 0000010
#define VTIME 5
#define VMIN 6
#define TCSANOW 0
#define TCSADRAIN 1
#define TCSAFLUSH 2

#ifdef __cplusplus
extern "C" {
#endif

int tcgetattr(int, struct termios *);
int tcsetattr(int, int, const struct termios *);

#ifdef __cplusplus
}
#endif

#endif
