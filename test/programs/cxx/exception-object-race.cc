// expect: race; races-on: heap
#include <exception>
#include <stdexcept>
#include <thread>

struct Failure {
    int code = 0;
};

int main() {
    auto failure = std::make_exception_ptr(Failure());
    auto handle = [failure] {
        try {
            std::rethrow_exception(failure);
        } catch (Failure &caught) {
            caught.code++;
        }
    };
    std::thread a(handle), b(handle);
    a.join();
    b.join();
}
