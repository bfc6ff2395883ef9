// expect: race; races-on: heap; kinds: vptr-use-after-free
#include <atomic>
#include <thread>

struct Base {
    virtual ~Base() {}
    virtual int kind() { return 1; }
};

std::atomic<bool> deleted{false};
volatile int seen;

int main() {
    Base *object = new Base;
    std::thread other([object] {
        delete object;
        deleted.store(true, std::memory_order_release);
    });
    while (!deleted.load(std::memory_order_acquire)) std::this_thread::yield();
    seen = object->kind();
    other.join();
}
