/* It begins here
int main(void)
{
    return 0;
}
