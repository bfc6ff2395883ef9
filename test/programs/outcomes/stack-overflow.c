// expect: exit 139; stderr: "stack overflow"; tsan: any
// No base case; each frame is used after the call, so it can't be a tail call.
static volatile int sink;

static int descend(int depth)
{
    volatile char frame[256];
    frame[depth % 256] = 1;
    sink = depth;
    return descend(depth + 1) + frame[depth % 256];
}

int main(void)
{
    return descend(0);
}
