// expect: exit 139
struct record {
    int first;
    int second;
};

int main(void)
{
    struct record *volatile nowhere = 0;
    nowhere->second = 1;
    return 0;
}
