// expect: exit 136; stderr: "division by zero"; tsan: any
// The optimizer knows the divisor, and would make anything of the quotient.
int main(void)
{
    int parts = 0;
    int each = 1 / parts;
    return each > 0;
}
