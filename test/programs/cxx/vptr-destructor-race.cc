// expect: race; races-on: heap; kinds: vptr-race
// A destructor sets the pointer to virtual functions back to the base's while another thread calls
// one. Which of the two comes second depends on the schedule, and so does what it calls.
#include <atomic>
#include <thread>

struct Base {
    std::atomic<int> *stage;
    explicit Base(std::atomic<int> *s) : stage{s} {}
    virtual ~Base()
    {
        stage->store(1, std::memory_order_relaxed);
        while (stage->load(std::memory_order_relaxed) != 2) std::this_thread::yield();
    }
    virtual int name() { return 1; }
};

struct Derived : Base {
    using Base::Base;
    int name() override { return 2; }
};

int main()
{
    static std::atomic<int> stage{0};
    Base *object = new Derived{&stage};
    std::thread caller{[object] {
        while (stage.load(std::memory_order_relaxed) != 1) std::this_thread::yield();
        object->name();
        stage.store(2, std::memory_order_relaxed);
    }};
    delete object;
    caller.join();
    return 0;
}
