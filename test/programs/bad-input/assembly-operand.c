static int lock;

int main(void)
{
    int taken = 1;
    __asm__ volatile("xchgl %0, %1" : "+r"(taken), "+m"(lock) : : "memory");
    return taken;
}
