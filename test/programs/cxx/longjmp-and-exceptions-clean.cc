// expect: clean
#include <cassert>
#include <csetjmp>

std::jmp_buf target;

void jump() { std::longjmp(target, 3); }

int main() {
    volatile int caught = 0;
    try {
        throw 1;
    } catch (int n) {
        caught = n;
    }
    if (setjmp(target) == 0) jump();
    else caught = caught + 10;
    try {
        throw 100;
    } catch (int n) {
        caught = caught + n;
    }
    assert(caught == 111);
}
