// expect: deadlock; kinds: double-lock
//
// [thread.mutex.class]: undefined if the thread owns the mutex.

#include <mutex>

static std::mutex mutex;

int main() {
    std::lock_guard outer(mutex);
    std::lock_guard inner(mutex);
}
