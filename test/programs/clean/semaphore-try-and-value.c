// expect: clean; stdout: "0 1 -1 EAGAIN\n"
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>

int main(void)
{
    sem_t s;
    int value;
    sem_init(&s, 0, 2);
    int first = sem_trywait(&s);
    sem_getvalue(&s, &value);
    sem_trywait(&s);
    int last = sem_trywait(&s);
    printf("%d %d %d %s\n", first, value, last, errno == EAGAIN ? "EAGAIN" : "?");
    sem_destroy(&s);
    return 0;
}
