// race on tag: a value computed on first use, with a flag that says whether it is there.
//
// The bug that Eraser found in Vesta (section 4.2, Combine::XorFPTag::FPVal), rebuilt. Two threads
// may compute at once; and even if only one did, another could see the flag before the value:
// there is no sequential consistency, the two writes may arrive in the other order.
#include <pthread.h>
#include <stdio.h>

static struct {
    long fingerprint;
    int valid_fingerprint;
} tag;

static long fingerprint_value(void)
{
    if (!tag.valid_fingerprint) {
        tag.fingerprint = 0x5eed;       // stands for a long computation
        tag.valid_fingerprint = 1;
    }
    return tag.fingerprint;
}

static void *user(void *seen)
{
    *(long *)seen = fingerprint_value();
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    long seen[2];
    pthread_create(&a, NULL, user, &seen[0]);
    pthread_create(&b, NULL, user, &seen[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%lx %lx\n", seen[0], seen[1]);
    return 0;
}
