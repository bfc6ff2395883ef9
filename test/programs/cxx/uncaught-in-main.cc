// expect: exit 134; stderr: "instance of 'int'"
int main() {
    throw 5;
}
