_Static_assert(sizeof(void *) == 3, "pointers of three bytes are needed");

int main(void)
{
    return 0;
}
