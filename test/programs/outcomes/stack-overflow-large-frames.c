// expect: exit 139; stderr: "stack overflow"; tsan: any
// Each frame is larger than what lies between the stack and other memory.
#include <string.h>

static int descend(int depth)
{
    char frame[100000];
    memset(frame, depth, sizeof frame);
    return descend(depth + 1) + frame[depth % 100];
}

int main(void)
{
    return descend(0);
}
