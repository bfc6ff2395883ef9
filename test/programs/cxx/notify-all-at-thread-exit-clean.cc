// expect: clean
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex mutex;
std::condition_variable condition;
bool ready;
thread_local int mine = 1;

int main() {
    std::thread([] {
        std::unique_lock<std::mutex> lock(mutex);
        ready = mine == 1;
        std::notify_all_at_thread_exit(condition, std::move(lock));
    }).detach();
    std::unique_lock<std::mutex> lock(mutex);
    condition.wait(lock, [] { return ready; });
}
