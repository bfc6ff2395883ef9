// expect: race; races-on: objects; kinds: vptr-race
// A constructor lets out `this` before the derived class is there: it sets the pointer to virtual
// functions once more, while another thread calls one.
#include <atomic>
#include <new>
#include <thread>

struct Base {
    explicit Base(std::atomic<Base *> &out)
    {
        out.store(this, std::memory_order_release);
    }
    virtual int name() { return 1; }
};

struct Derived : Base {
    using Base::Base;
    int name() override { return 2; }
};

alignas(Derived) static unsigned char objects[sizeof(Derived)];

int main()
{
    static std::atomic<Base *> published{nullptr};
    std::thread caller{[] {
        Base *object;
        while (!(object = published.load(std::memory_order_acquire))) std::this_thread::yield();
        object->name();
    }};
    new (objects) Derived{published};
    caller.join();
    return 0;
}
