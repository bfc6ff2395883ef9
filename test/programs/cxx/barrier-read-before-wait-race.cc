// expect: race; races-on: value; options: -std=c++20
// To arrive is not to wait: what the others write before they arrive is not ordered yet.
#include <atomic>
#include <barrier>
#include <thread>

std::atomic<bool> arrived{false};
int value;
volatile int seen;

int main() {
    std::barrier barrier(2);
    std::jthread other([&] {
        while (!arrived.load(std::memory_order_relaxed)) std::this_thread::yield();
        value = 1;
        barrier.arrive_and_wait();
    });
    auto token = barrier.arrive();
    arrived.store(true, std::memory_order_relaxed);
    seen = value;
    barrier.wait(std::move(token));
}
