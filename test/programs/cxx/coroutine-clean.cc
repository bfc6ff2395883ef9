// expect: clean; options: -std=c++20
#include <cassert>
#include <coroutine>
#include <thread>

struct Task {
    struct promise_type {
        int value = 0;
        Task get_return_object() {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int n) {
            value = n;
            return {};
        }
        void return_void() {}
        void unhandled_exception() {}
    };
    std::coroutine_handle<promise_type> handle;
    ~Task() { handle.destroy(); }
};

Task count() {
    for (int i = 1; i <= 3; i++) co_yield i;
}

int main() {
    Task task = count();
    task.handle.resume();
    std::thread([&] { task.handle.resume(); }).join();
    assert(task.handle.promise().value == 2);
}
