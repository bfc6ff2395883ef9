// expect: race; races-on: data; options: -std=c++20

#include <atomic>
#include <thread>

static std::atomic<double> ready{0};
static int data;

int main() {
    std::thread other([] {
        data = 1;
        ready.fetch_add(1, std::memory_order_relaxed);
    });
    while (ready.load(std::memory_order_acquire) == 0) {}
    int seen = data;
    other.join();
    return seen - 1;
}
