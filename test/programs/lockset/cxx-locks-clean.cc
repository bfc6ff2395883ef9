// expect: clean; lockset: heap; hybrid: nothing
// The C++ library's locks are POSIX's; a guard that is passed to a condition variable too. What
// lockset reports is std::thread's own: the block in which it hands a function to the new thread,
// since Eraser knows nothing of creation.
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>

static std::mutex mutex;
static std::shared_mutex shared;
static std::condition_variable changed;
static int a, b;
static bool ready;

int main() {
    std::thread one([] {
        {
            std::lock_guard guard(mutex);
            a++;
            ready = true;
        }
        changed.notify_one();
        std::unique_lock writer(shared);
        b++;
    });
    std::thread two([] {
        std::unique_lock guard(mutex);
        changed.wait(guard, [] { return ready; });
        a++;
        std::shared_lock reader(shared);
        a += b;
    });
    one.join();
    two.join();
}
