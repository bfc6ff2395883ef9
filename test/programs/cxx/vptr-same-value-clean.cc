// expect: clean
// The destructor of the most derived class sets the pointer to what it is: no write, so calls by
// other threads don't race with it. (They end before the base's destructor changes it.)
#include <atomic>
#include <thread>

struct Worker {
    std::atomic<int> stage{0};
    std::thread caller;
    virtual ~Worker() = default;
    virtual int name() { return 1; }
};

struct Named final : Worker {
    Named()
    {
        caller = std::thread{[this] {
            while (stage.load(std::memory_order_acquire) != 1) std::this_thread::yield();
            name();
        }};
    }
    // Its first step sets the pointer, which is Named's already.
    ~Named() override
    {
        stage.store(1, std::memory_order_release);
        caller.join();
    }
    int name() override { return 2; }
};

int main()
{
    for (int i = 0; i < 3; i++) {
        Named worker;
    }
    return 0;
}
