// expect: clean
//
// std::scoped_lock and std::lock wait for no mutex while they hold another.

#include <mutex>
#include <thread>

static std::mutex a, b, c;

int main() {
    std::thread one([] {
        for (int i = 0; i < 100; i++) std::scoped_lock lock(a, b, c);
    });
    std::thread other([] {
        for (int i = 0; i < 100; i++) {
            std::lock(c, b, a);
            a.unlock(), b.unlock(), c.unlock();
        }
    });
    one.join();
    other.join();
}
