// expect: clean
// One exception object, rethrown in several threads at once.
#include <cassert>
#include <exception>
#include <stdexcept>
#include <string>
#include <thread>

std::exception_ptr caught;

int main() {
    std::thread([] {
        try {
            throw std::runtime_error("of a thread that has ended");
        } catch (...) {
            caught = std::current_exception();
        }
    }).join();
    auto rethrow = [](std::exception_ptr own) {
        try {
            std::rethrow_exception(own);
        } catch (const std::runtime_error &error) {
            assert(std::string(error.what()) == "of a thread that has ended");
        }
    };
    std::thread a(rethrow, caught), b(rethrow, caught);
    caught = nullptr;
    a.join();
    b.join();
    auto made = std::make_exception_ptr(5);
    try {
        std::rethrow_exception(made);
    } catch (int n) {
        assert(n == 5);
    }
}
