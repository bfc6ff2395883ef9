// expect: clean; stdout: "4950\n"
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <queue>
#include <thread>

std::mutex mutex;
std::condition_variable filled;
std::queue<int> queue;

int main() {
    long sum = 0;
    std::thread consumer([&sum] {
        for (int i = 0; i < 100; i++) {
            std::unique_lock<std::mutex> lock(mutex);
            filled.wait(lock, [] { return !queue.empty(); });
            sum += queue.front();
            queue.pop();
        }
    });
    for (int i = 0; i < 100; i++) {
        {
            std::lock_guard<std::mutex> lock(mutex);
            queue.push(i);
        }
        filled.notify_one();
    }
    consumer.join();
    std::printf("%ld\n", sum);
}
