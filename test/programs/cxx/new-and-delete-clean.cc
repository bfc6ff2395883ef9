// expect: clean
#include <cassert>
#include <cstdint>
#include <new>

struct alignas(64) Wide {
    char bytes[64];
};

int handled;

int main() {
    Wide *wide = new Wide[2];
    assert(reinterpret_cast<uintptr_t>(wide) % 64 == 0);
    delete[] wide;
    volatile size_t huge = 0x7fffffff;
    assert(!new (std::nothrow) char[huge]);
    std::set_new_handler([] {
        handled++;
        std::set_new_handler(nullptr);
    });
    try {
        delete[] new char[huge];
        assert(false);
    } catch (const std::bad_alloc &) {
    }
    assert(handled == 1);
}
