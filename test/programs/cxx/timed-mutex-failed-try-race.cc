// expect: race; races-on: value
// A try_lock_for that fails synchronizes with nothing ([thread.timedmutex.requirements]).
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

std::timed_mutex mutex;
std::atomic<bool> locked{false};
int value;

int main() {
    std::thread other([] {
        std::lock_guard<std::timed_mutex> lock(mutex);
        value = 1;
        locked.store(true, std::memory_order_relaxed);
        std::this_thread::sleep_for(std::chrono::seconds(5));
    });
    while (!locked.load(std::memory_order_relaxed)) std::this_thread::yield();
    if (!mutex.try_lock_for(std::chrono::milliseconds(1))) value = 2;
    other.join();
}
