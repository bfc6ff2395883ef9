// expect: clean
//
// A detached thread waits on static objects when the process ends, which destroys them.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

static std::mutex mutex;
static std::condition_variable condition;

int main() {
    std::thread([] {
        std::unique_lock lock(mutex);
        condition.wait(lock, [] { return false; });
    }).detach();
    std::this_thread::sleep_for(std::chrono::seconds(1));
}
