// expect: race; races-on: stack
// The classic: each thread gets the address of the one loop variable that main goes on changing.
#include <pthread.h>

static void *thread(void *index)
{
    int mine = *(int *)index;
    return mine >= 0 ? NULL : index;
}

int main(void)
{
    pthread_t t[4];
    int i;
    for (i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, thread, &i);
    for (int k = 0; k < 4; k++)
        pthread_join(t[k], NULL);
    return 0;
}
