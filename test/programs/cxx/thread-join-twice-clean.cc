// expect: clean
#include <cassert>
#include <system_error>
#include <thread>

int main() {
    std::thread other([] {});
    other.join();
    try {
        other.join();
        assert(false);
    } catch (const std::system_error &error) {
        assert(error.code() == std::errc::invalid_argument);
    }
    assert(std::thread::hardware_concurrency() > 0);
    assert(other.get_id() == std::thread::id());
}
