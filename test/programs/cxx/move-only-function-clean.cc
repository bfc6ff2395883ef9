// expect: clean; stdout: "7 3 5 moved 1\nempty\n"; options: -std=c++23
// C++23's std::move_only_function: what it holds need not be copied, and is called as the signature
// says. A queue of them hands tasks to another thread. [func.wrap.move]

#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

struct Counter {
    explicit Counter(int start) : value(start) {}
    int operator()() & { return ++value; }
    int operator()() && { return value + 3; }
    int value;
};

static std::mutex mutex;
static std::deque<std::move_only_function<void()>> tasks;

static int three() { return 3; }

int main() {
    std::move_only_function<int(int) const noexcept> add =
        [three = std::make_unique<int>(3)](int number) noexcept { return *three + number; };
    std::move_only_function<int()> of_pointer = three;
    std::move_only_function<int() &&> counted(std::in_place_type<Counter>, 2);
    printf("%d %d %d ", add(4), of_pointer(), std::move(counted)());

    int sum = 0;
    tasks.push_back([&sum, one = std::make_unique<int>(1)] { sum += *one; });
    std::thread worker([] {
        std::lock_guard<std::mutex> lock(mutex);
        tasks.front()();
        tasks.pop_front();
    });
    worker.join();
    std::move_only_function<int()> moved = std::move(of_pointer);
    swap(moved, of_pointer);
    moved = nullptr;
    printf("moved %d\n%s\n", sum, moved == nullptr && of_pointer ? "empty" : "not empty");
    int (*none)() = nullptr;
    if (std::move_only_function<int()>(none)) puts("null");
}
