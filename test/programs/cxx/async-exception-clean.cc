// expect: clean
#include <cassert>
#include <cstring>
#include <future>
#include <stdexcept>

int main() {
    auto future = std::async(std::launch::async, []() -> int { throw std::out_of_range("far"); });
    try {
        future.get();
        assert(false);
    } catch (const std::out_of_range &error) {
        assert(!std::strcmp(error.what(), "far"));
    }
}
