// expect: finding; kinds: lock-order-inversion
//
// A shared mutex, a recursive and a timed one in a cycle of three threads, one after the other.

#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <thread>

static std::recursive_mutex a;
static std::timed_mutex b;
static std::shared_mutex c;
static std::atomic<int> turn;

int main() {
    std::thread one([] {
        std::lock_guard first(a);
        std::lock_guard second(b);
        turn.store(1, std::memory_order_relaxed);
    });
    std::thread two([] {
        while (turn.load(std::memory_order_relaxed) != 1) std::this_thread::yield();
        std::lock_guard first(b);
        std::shared_lock second(c);
        turn.store(2, std::memory_order_relaxed);
    });
    std::thread three([] {
        while (turn.load(std::memory_order_relaxed) != 2) std::this_thread::yield();
        std::unique_lock first(c);
        std::unique_lock second(a);
    });
    one.join();
    two.join();
    three.join();
}
