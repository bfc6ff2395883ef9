// expect: clean; options: -std=c++17
#include <cassert>
#include <mutex>
#include <thread>

std::mutex a, b;
int from = 100, to = 0;

int main() {
    std::thread one([] {
        for (int i = 0; i < 50; i++) {
            std::scoped_lock lock(a, b);
            from--, to++;
        }
    });
    std::thread two([] {
        for (int i = 0; i < 50; i++) {
            std::scoped_lock lock(b, a);
            from++, to--;
        }
    });
    one.join();
    two.join();
    assert(from == 100 && to == 0);
}
