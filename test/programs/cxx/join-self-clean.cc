// expect: clean
//
// [thread.thread.member]: that a thread joins itself is an error that join reports.

#include <atomic>
#include <cassert>
#include <system_error>
#include <thread>

static std::thread thread;
static std::atomic<bool> made;

int main() {
    thread = std::thread([] {
        while (!made) std::this_thread::yield();
        try {
            thread.join();
            assert(false);
        } catch (const std::system_error &error) {
            assert(error.code() == std::errc::resource_deadlock_would_occur);
        }
        made = false;
    });
    made = true;
    while (made) std::this_thread::yield();
    thread.join();
}
