// x86 instructions have no meaning on wasm.
int main(void)
{
    int result;
    __asm__("movl $1, %0" : "=r"(result));
    return result;
}
