// expect: finding; kinds: lock-order-inversion
//
// Two guards in opposite orders; a relaxed flag keeps the threads apart in this run.

#include <atomic>
#include <mutex>
#include <thread>

static std::mutex a, b;
static std::atomic<bool> done;

int main() {
    std::thread one([] {
        {
            std::lock_guard first(a);
            std::lock_guard second(b);
        }
        done.store(true, std::memory_order_relaxed);
    });
    std::thread other([] {
        while (!done.load(std::memory_order_relaxed)) std::this_thread::yield();
        std::unique_lock first(b);
        std::unique_lock second(a);
    });
    one.join();
    other.join();
}
