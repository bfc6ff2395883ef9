// expect: clean; options: -std=c++11
#include <cassert>
#include <mutex>
#include <thread>

int main() {
    std::mutex mutex;
    int n = 0;
    std::thread other([&] {
        std::lock_guard<std::mutex> lock(mutex);
        n++;
    });
    other.join();
    assert(n == 1 && __cplusplus == 201103L);
}
