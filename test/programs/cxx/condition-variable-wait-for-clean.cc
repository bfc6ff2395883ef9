// expect: clean
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <mutex>

int main() {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock<std::mutex> lock(mutex);
    auto start = std::chrono::steady_clock::now();
    assert(!never.wait_for(lock, std::chrono::seconds(3), [] { return false; }));
    assert(std::chrono::steady_clock::now() - start >= std::chrono::seconds(3));
}
