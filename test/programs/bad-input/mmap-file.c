#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>

int main(void)
{
    int file = open("words.txt", O_RDONLY);
    void *mapped = mmap(NULL, 5, PROT_READ, MAP_SHARED, file, 0);
    return mapped == MAP_FAILED;
}
