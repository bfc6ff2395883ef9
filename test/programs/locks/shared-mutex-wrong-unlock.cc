// expect: finding; kinds: read-unlock-of-write-locked-mutex
//
// [thread.sharedmutex.requirements]: unlock_shared is for a thread that holds the lock shared.

#include <shared_mutex>

static std::shared_mutex mutex;

int main() {
    mutex.lock();
    mutex.unlock_shared();
}
