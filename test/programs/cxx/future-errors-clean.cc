// expect: clean
#include <cassert>
#include <future>

template <class Action> std::error_code code_of(Action action) {
    try {
        action();
    } catch (const std::future_error &error) {
        return error.code();
    }
    return {};
}

int main() {
    std::promise<int> promise;
    auto future = promise.get_future();
    assert(code_of([&] { promise.get_future(); }) == std::future_errc::future_already_retrieved);
    promise.set_value(1);
    assert(code_of([&] { promise.set_value(2); }) == std::future_errc::promise_already_satisfied);
    std::future<void> broken = std::promise<void>().get_future();
    assert(code_of([&] { broken.get(); }) == std::future_errc::broken_promise);
    std::promise<void> moved;
    std::promise<void> taker = std::move(moved);
    assert(code_of([&] { moved.set_value(); }) == std::future_errc::no_state);
    assert(future.get() == 1);
}
