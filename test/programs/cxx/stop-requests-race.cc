// expect: race; races-on: data; tsan: any
// Only a request that returns true synchronizes, and only with stop_requested() and callbacks: the
// second one learns nothing of the first [thread.stoptoken.intro].
#include <atomic>
#include <stop_token>
#include <thread>

int data;

int main() {
    std::atomic<bool> is_requested = false;
    std::stop_source source;
    std::thread thread([&] {
        data = 1;
        source.request_stop();
        is_requested.store(true, std::memory_order_relaxed);
    });
    while (!is_requested.load(std::memory_order_relaxed)) std::this_thread::yield();
    source.request_stop();
    data = 2;
    thread.join();
    return 0;
}
