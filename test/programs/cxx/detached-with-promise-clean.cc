// expect: clean
#include <cassert>
#include <future>
#include <thread>

int value;

int main() {
    std::promise<void> done;
    auto future = done.get_future();
    std::thread([&done] {
        value = 4;
        done.set_value_at_thread_exit();
    }).detach();
    future.wait();
    assert(value == 4);
}
