// expect: clean; stdout: "ready 1\nready 2\nmain: not yet\nready 3\n"
// Main, and threads that std::thread didn't begin, have an end as well. What is to be made ready
// there is so after the destructors of thread-local objects. [futures.promise], [thread.condition]

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <mutex>
#include <pthread.h>
#include <thread>

static std::promise<int> of_pthread, of_main;
static struct AfterMain {
    std::future<int> result = of_main.get_future();
    ~AfterMain() { printf("ready %d\n", result.get()); }
} after_main;
static std::mutex mutex;
static std::condition_variable changed;
static bool is_over;

struct Last {
    int *value;
    ~Last() { *value = 1; }
};
static int left;

static bool of_main_is_ready() {
    return after_main.result.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

static void *promise_and_notify(void *) {
    static thread_local Last last{&left};
    of_pthread.set_value_at_thread_exit(1);
    std::unique_lock<std::mutex> lock(mutex);
    is_over = true;
    std::notify_all_at_thread_exit(changed, std::move(lock));
    return nullptr;
}

int main() {
    pthread_t thread;
    pthread_create(&thread, nullptr, promise_and_notify, nullptr);
    printf("ready %d\n", of_pthread.get_future().get() * left);
    {
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [] { return is_over; });
    }
    pthread_join(thread, nullptr);

    std::packaged_task<int()> task([] { return 2; });
    auto result = task.get_future();
    std::thread runs([&] { task.make_ready_at_thread_exit(); });
    printf("ready %d\n", result.get());
    runs.join();

    of_main.set_value_at_thread_exit(3);
    printf("main: %s\n", of_main_is_ready() ? "early" : "not yet");
}
