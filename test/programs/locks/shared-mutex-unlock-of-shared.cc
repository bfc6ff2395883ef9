// expect: finding; kinds: wrong-unlock
//
// [thread.mutex.requirements]: unlock is for the thread that owns the mutex.

#include <shared_mutex>

static std::shared_mutex mutex;

int main() {
    mutex.lock_shared();
    mutex.unlock();
}
