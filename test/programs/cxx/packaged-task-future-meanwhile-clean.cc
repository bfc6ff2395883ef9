// expect: clean; stdout: "42 14 broken retrieved 7 no-state satisfied\n"; tsan: any
// "Calls to this function do not introduce data races with calls to operator() or
// make_ready_at_thread_exit." [futures.task.members], LWG 2412
// libstdc++ and libc++ have the race that this forbids.

#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

static const char *name_of(const std::future_error &error) {
    if (error.code() == std::future_errc::broken_promise) return "broken";
    if (error.code() == std::future_errc::future_already_retrieved) return "retrieved";
    if (error.code() == std::future_errc::promise_already_satisfied) return "satisfied";
    return "no-state";
}

template <class Function> static void print_error(Function function, const char *end) {
    try {
        function();
    } catch (const std::future_error &error) {
        printf("%s%s", name_of(error), end);
    }
}

int main() {
    std::packaged_task<int(int)> task([](int number) { return number * 2; });
    std::thread caller([&] { task(21); });
    std::future<int> future = task.get_future();
    printf("%d ", future.get());
    caller.join();

    std::string text = "text";
    std::packaged_task<std::string &(int)> at_exit([&](int count) -> std::string & {
        text.append(static_cast<size_t>(count), '!');
        return text;
    });
    std::thread exiting([&] { at_exit.make_ready_at_thread_exit(10); });
    printf("%zu ", at_exit.get_future().get().size());
    exiting.join();

    std::future<void> orphan;
    {
        std::packaged_task never([owned = std::make_unique<int>(1)] { (void)owned; });
        orphan = never.get_future();
    }
    print_error([&] { orphan.get(); }, " ");
    print_error([&] { (void)task.get_future(); }, " ");

    // Moved, swapped, and used again.
    std::vector<std::packaged_task<int(int)>> tasks;
    tasks.push_back(std::move(task));
    tasks.front().reset();
    tasks.emplace_back();
    swap(tasks[0], tasks[1]);
    std::future<int> again = tasks[1].get_future();
    tasks[1](3);
    printf("%d ", again.get() + 1);
    print_error([&] { tasks[0](1); }, " ");
    print_error([&] { tasks[1](1); }, "\n");
}
