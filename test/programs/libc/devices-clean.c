// expect: clean; stdin: "7"; stdout: "from stdin: 7\n"
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_device(const char *path) {
    int file = open(path, O_RDWR);
    assert(file >= 0);
    return file;
}

int main(void) {
    char bytes[16];
    int null = open_device("/dev/null");
    assert(write(null, "gone", 4) == 4 && read(null, bytes, sizeof bytes) == 0);
    int zero = open_device("/dev/zero");
    memset(bytes, 1, sizeof bytes);
    assert(read(zero, bytes, sizeof bytes) == sizeof bytes && !bytes[0] && !bytes[15]);
    int random = open_device("/dev/urandom");
    char others[16];
    assert(read(random, bytes, 16) == 16 && read(random, others, 16) == 16);
    assert(memcmp(bytes, others, 16) != 0);
    struct stat status;
    assert(!stat("/dev/null", &status) && S_ISCHR(status.st_mode));
    int number;
    FILE *in = fopen("/dev/stdin", "r");
    assert(fscanf(in, "%d", &number) == 1);
    FILE *out = fopen("/dev/stdout", "w");
    fprintf(out, "from stdin: %d\n", number);
    fclose(out);
    return 0;
}
