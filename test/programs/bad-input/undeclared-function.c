// An implicit declaration is an error since C99, and clang takes it for one.
int main(void)
{
    return undeclared_function();
}
