// expect: clean; stdout: "+a +b -b -a caught 3\nfunction 4\n"
#include <cstdio>

struct Part {
    const char *name;
    explicit Part(const char *name) : name(name) { std::printf("+%s ", name); }
    ~Part() { std::printf("-%s ", name); }
};

struct Whole {
    Part a{"a"}, b{"b"};
    Whole() { throw 3; }
};

struct Function {
    int value;
    explicit Function(int n) try : value(n == 4 ? throw n : n) {
    } catch (int caught) {
        std::printf("function %d\n", caught);
    }
};

int main() {
    try {
        Whole whole;
    } catch (int n) {
        std::printf("caught %d\n", n);
    }
    try {
        Function function(4);
    } catch (int) {
    }
}
