// expect: race; races-on: heap
// A virtual call while the object is under destruction.
#include <atomic>
#include <thread>

struct Base {
    virtual ~Base() {}
    virtual int kind() { return 1; }
};
struct Derived : Base {
    int kind() override { return 2; }
};

std::atomic<bool> called{false};
volatile int seen;

int main() {
    Base *object = new Derived;
    std::thread other([object] {
        seen = object->kind();
        called.store(true, std::memory_order_relaxed);
    });
    while (!called.load(std::memory_order_relaxed)) std::this_thread::yield();
    delete object;
    other.join();
}
