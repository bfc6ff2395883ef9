// expect: exit 139
int main(void)
{
    int (*volatile function)(void) = 0;
    return function();
}
