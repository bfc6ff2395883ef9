// expect: deadlock
#include <atomic>
#include <mutex>
#include <thread>

std::mutex a, b;
std::atomic<int> holding{0};

void both(std::mutex &first, std::mutex &second) {
    std::lock_guard<std::mutex> one(first);
    holding++;
    while (holding < 2) std::this_thread::yield();
    std::lock_guard<std::mutex> two(second);
}

int main() {
    std::thread other([] { both(b, a); });
    both(a, b);
    other.join();
}
