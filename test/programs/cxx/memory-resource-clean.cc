// expect: clean
// A synchronized pool may be shared, and orders who gives a block back before who gets it next; one
// that isn't may be shared under a lock. [mem.res.pool.overview]/2

#include <memory_resource>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

int main() {
    std::pmr::synchronized_pool_resource pool;
    std::pmr::unsynchronized_pool_resource locked_pool;
    std::mutex mutex;
    auto use = [&] {
        for (int i = 0; i < 10; ++i) {
            std::pmr::vector<std::pmr::string> strings(&pool);
            for (int k = 0; k < 5; ++k) strings.emplace_back(50, 'x');
            std::lock_guard<std::mutex> lock(mutex);
            locked_pool.deallocate(locked_pool.allocate(32), 32);
        }
    };
    std::thread first(use), second(use);
    first.join();
    second.join();
}
