// expect: clean; options: -std=c++20 -fno-exceptions -fno-rtti; stdout: "ok\n"
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

std::mutex mutex;
std::vector<int> values;

int main() {
    std::thread other([] {
        std::lock_guard lock(mutex);
        values.push_back(1);
    });
    {
        std::lock_guard lock(mutex);
        values.push_back(2);
    }
    other.join();
    if (values.size() == 2) std::puts("ok");
}
