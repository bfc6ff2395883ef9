// expect: race; races-on: side
#include <future>
#include <thread>

int side;
volatile int seen;

int main() {
    std::promise<void> promise;
    auto future = promise.get_future();
    std::thread other([&promise] {
        promise.set_value();
        side = 3;
    });
    future.get();
    seen = side;
    other.join();
}
