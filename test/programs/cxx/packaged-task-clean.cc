// expect: clean
#include <cassert>
#include <future>
#include <thread>

int main() {
    std::packaged_task<int(int)> task([](int n) {
        if (n < 0) throw n;
        return n + 1;
    });
    auto result = task.get_future();
    std::thread(std::move(task), 6).join();
    assert(result.get() == 7);
    std::packaged_task<void()> failing([] { throw 3; });
    auto failure = failing.get_future();
    failing();
    try {
        failure.get();
        assert(false);
    } catch (int n) {
        assert(n == 3);
    }
}
