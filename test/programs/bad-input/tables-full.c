// More atomic objects than the detector can hold: said as such, and no verdict.
#include <stdatomic.h>
#include <stdlib.h>

enum { OBJECTS = 3500000 };

int main(void)
{
    atomic_int *objects = calloc(OBJECTS, sizeof *objects);
    for (int i = 0; i < OBJECTS; i++)
        atomic_fetch_add(&objects[i], 1);
    free(objects);
    return 0;
}
