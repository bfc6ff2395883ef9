// expect: race; races-on: x
// Seven of eight readers are joined before the write; the eighth is enough for a race.
#include <pthread.h>

static int x;

static void *reader(void *unused)
{
    return x == 0 ? NULL : unused;
}

int main(void)
{
    pthread_t t[8];
    for (int i = 0; i < 8; i++)
        pthread_create(&t[i], NULL, reader, NULL);
    for (int i = 0; i < 8; i++)
        if (i != 3)
            pthread_join(t[i], NULL);
    x = 1;
    pthread_join(t[3], NULL);
    return 0;
}
