// expect: race; races-on: heap; kinds: vptr-use-after-free
// A virtual call of an object that another thread has deleted.
#include <atomic>
#include <thread>

struct Base {
    virtual ~Base() = default;
    virtual int name() { return 1; }
};

struct Derived : Base {
    int name() override { return 2; }
};

int main()
{
    static std::atomic<bool> gone{false};
    Base *object = new Derived;
    std::thread caller{[object] {
        while (!gone.load(std::memory_order_relaxed)) std::this_thread::yield();
        object->name();
    }};
    delete object;
    gone.store(true, std::memory_order_relaxed);
    caller.join();
    return 0;
}
