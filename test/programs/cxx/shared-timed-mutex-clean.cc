// expect: clean; options: -std=c++14
#include <cassert>
#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <thread>

std::shared_timed_mutex mutex;
int value;

int main() {
    using namespace std::chrono_literals;
    mutex.lock_shared();
    std::thread other([] {
        assert(!mutex.try_lock_for(1ms));
        assert(mutex.try_lock_shared_for(1ms));
        mutex.unlock_shared();
        std::unique_lock<std::shared_timed_mutex> lock(mutex);
        value++;
    });
    std::this_thread::sleep_for(20ms);
    mutex.unlock_shared();
    other.join();
    assert(value == 1);
}
