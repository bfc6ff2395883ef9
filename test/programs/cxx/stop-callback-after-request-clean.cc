// expect: clean; stdout: "1\n"
// A callback that is registered after the request runs at once, as if stop_requested() had returned
// true: the request happens before it ([stopcallback.cons], [thread.stoptoken.intro]).
#include <atomic>
#include <cstdio>
#include <stop_token>
#include <thread>

int main() {
    int data = 0;
    std::atomic<bool> is_requested = false;
    std::stop_source source;
    std::thread thread([&] {
        data = 1;
        source.request_stop();
        is_requested.store(true, std::memory_order_relaxed);
    });
    while (!is_requested.load(std::memory_order_relaxed)) std::this_thread::yield();
    // Nothing orders its first look at the source after the request, but what it sees does.
    std::stop_callback callback(source.get_token(), [&] { printf("%d\n", data); });
    thread.join();
    return 0;
}
