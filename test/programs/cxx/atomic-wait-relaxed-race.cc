// expect: race; races-on: value; options: -std=c++20
#include <atomic>
#include <thread>

std::atomic<int> state{0};
int value;
volatile int seen;

int main() {
    std::thread other([] {
        value = 5;
        state.store(1, std::memory_order_relaxed);
        state.notify_one();
    });
    state.wait(0, std::memory_order_relaxed);
    seen = value;
    other.join();
}
