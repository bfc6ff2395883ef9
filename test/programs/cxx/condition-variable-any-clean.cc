// expect: clean; options: -std=c++20
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <stop_token>
#include <thread>

int main() {
    std::shared_mutex mutex;
    std::condition_variable_any condition;
    bool ready = false;
    std::jthread waiter([&] {
        std::shared_lock lock(mutex);
        condition.wait(lock, [&] { return ready; });
    });
    std::jthread stopped([&](std::stop_token token) {
        std::unique_lock lock(mutex);
        assert(!condition.wait(lock, token, [] { return false; }));
    });
    {
        std::unique_lock lock(mutex);
        ready = true;
    }
    condition.notify_all();
    stopped.request_stop();
}
