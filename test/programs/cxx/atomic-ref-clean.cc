// expect: clean; options: -std=c++20
#include <atomic>
#include <cassert>
#include <thread>

int counter;

int main() {
    auto add = [] {
        for (int i = 0; i < 100; i++) std::atomic_ref<int>(counter).fetch_add(1);
    };
    std::thread a(add), b(add);
    a.join();
    b.join();
    assert(counter == 200);
}
