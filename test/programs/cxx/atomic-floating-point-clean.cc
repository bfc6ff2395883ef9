// expect: clean; options: -std=c++20
//
// [atomics.types.float], [atomics.ref.float]: LLVM's pass has no hook for the builtin that adds.

#include <atomic>
#include <cassert>
#include <thread>

static std::atomic<float> single{0};
static std::atomic<double> twice{0};
static double plain = 0;

static void add() {
    for (int i = 0; i < 10; i++) {
        single.fetch_add(1);
        twice += 0.5;
        twice -= 0.25;
        std::atomic_ref<double>(plain).fetch_sub(1, std::memory_order_relaxed);
    }
}

int main() {
    std::thread one(add), other(add);
    one.join();
    other.join();
    assert(single == 20 && twice == 5 && plain == -20);
}
