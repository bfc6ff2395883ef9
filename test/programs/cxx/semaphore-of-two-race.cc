// expect: race; races-on: value; options: -std=c++20
#include <atomic>
#include <semaphore>
#include <thread>

std::counting_semaphore<2> slots{2};
std::atomic<int> inside{0};
int value;

int main() {
    auto work = [] {
        slots.acquire();
        inside.fetch_add(1, std::memory_order_relaxed);
        while (inside.load(std::memory_order_relaxed) < 2) std::this_thread::yield();
        value++;
        slots.release();
    };
    std::thread a(work), b(work);
    a.join();
    b.join();
}
