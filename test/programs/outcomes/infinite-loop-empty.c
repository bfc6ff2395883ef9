// expect: timeout
// C11 6.8.5p6: a loop with a constant controlling expression may not be assumed to end.
int main(void)
{
    for (;;) {
    }
}
