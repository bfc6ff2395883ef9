// expect: race; options: -std=c++20; races-on: heap
#include <atomic>
#include <memory>
#include <thread>

std::atomic<std::shared_ptr<int>> current;
volatile int seen;

int main() {
    std::thread other([] {
        auto made = std::make_shared<int>();
        *made = 3;
        current.store(made, std::memory_order_relaxed);
    });
    std::shared_ptr<int> found;
    while (!(found = current.load(std::memory_order_relaxed))) std::this_thread::yield();
    seen = *found;
    other.join();
}
