// expect: clean
// An exception leaves the object uninitialized: the next caller tries again. [stmt.dcl]/3
#include <cassert>
#include <thread>

int attempts;

struct Fragile {
    Fragile() {
        if (++attempts == 1) throw 1;
    }
};

void use() {
    try {
        static Fragile fragile;
    } catch (int) {
    }
}

int main() {
    std::thread a(use), b(use);
    a.join();
    b.join();
    use();
    assert(attempts == 2);
}
