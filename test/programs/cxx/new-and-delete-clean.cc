// expect: clean
#include <cassert>
#include <cstdint>
#include <new>

struct alignas(64) Wide {
    char bytes[64];
};

int handled;
// What escapes can't be left out ([expr.new]/14).
char *volatile escaped;

int main() {
    Wide *wide = new Wide[2];
    assert(reinterpret_cast<uintptr_t>(wide) % 64 == 0);
    delete[] wide;
    volatile size_t huge = 0x7fffffff;
    escaped = new (std::nothrow) char[huge];
    assert(!escaped);
    std::set_new_handler([] {
        handled++;
        std::set_new_handler(nullptr);
    });
    try {
        escaped = new char[huge];
        assert(false);
    } catch (const std::bad_alloc &) {
    }
    assert(handled == 1);
}
