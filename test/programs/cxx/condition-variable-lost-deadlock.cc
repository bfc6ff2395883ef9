// expect: deadlock
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex mutex;
std::condition_variable condition;

int main() {
    condition.notify_one();
    std::unique_lock<std::mutex> lock(mutex);
    bool ready = false;
    condition.wait(lock, [&] { return ready; });
}
