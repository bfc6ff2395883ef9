// expect: clean; stdout: "inner 1\nouter 1\nbase derived\npointer 7\nany\n"
#include <cstdio>

struct Base {
    virtual ~Base() {}
    virtual const char *name() const { return "base"; }
};
struct Other {
    virtual ~Other() {}
    int padding = 1;
};
struct Derived : Other, Base {
    const char *name() const override { return "derived"; }
};

struct Guard {
    const char *where;
    ~Guard() { std::printf("%s ", where); }
};

int main() {
    try {
        Guard outer{"outer"};
        try {
            Guard inner{"inner"};
            throw 1;
        } catch (int n) {
            std::printf("%d\n", n);
            throw;
        }
    } catch (int n) {
        std::printf("%d\n", n);
    }
    try {
        throw Derived();
    } catch (const Base &base) {
        std::printf("base %s\n", base.name());
    }
    static int number = 7;
    try {
        throw &number;
    } catch (char *) {
        std::puts("wrong");
    } catch (const int *pointer) {
        std::printf("pointer %d\n", *pointer);
    }
    try {
        throw "text";
    } catch (...) {
        std::puts("any");
    }
}
