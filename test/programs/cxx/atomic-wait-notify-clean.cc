// expect: clean; options: -std=c++20; stdout: "5\n"
#include <atomic>
#include <cstdio>
#include <thread>

std::atomic<int> state{0};
std::atomic<bool> flag{false};
std::atomic_flag done = ATOMIC_FLAG_INIT;
int value;

int main() {
    std::thread other([] {
        value = 5;
        state.store(1, std::memory_order_release);
        state.notify_one();
        flag.wait(false);
        done.test_and_set();
        done.notify_all();
    });
    state.wait(0, std::memory_order_acquire);
    std::printf("%d\n", value);
    flag = true;
    flag.notify_all();
    done.wait(false);
    other.join();
}
