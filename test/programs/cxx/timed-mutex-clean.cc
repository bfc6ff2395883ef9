// expect: clean
#include <cassert>
#include <chrono>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

std::timed_mutex mutex;
std::recursive_timed_mutex recursive;
int value;

int main() {
    mutex.lock();
    std::thread other([] {
        assert(!mutex.try_lock());
        assert(!mutex.try_lock_for(1ms));
        std::unique_lock<std::timed_mutex> lock(mutex, std::chrono::steady_clock::now() + 1h);
        assert(lock.owns_lock() && value == 1);
        std::lock_guard<std::recursive_timed_mutex> one(recursive);
        assert(recursive.try_lock_for(1ms));
        recursive.unlock();
    });
    std::this_thread::sleep_for(5ms);
    value = 1;
    mutex.unlock();
    other.join();
}
