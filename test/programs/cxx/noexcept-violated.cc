// expect: exit 134; stderr: "std::logic_error: inside"
#include <stdexcept>

void inner() { throw std::logic_error("inside"); }

void outer() noexcept { inner(); }

int main() {
    try {
        outer();
    } catch (...) {
    }
}
