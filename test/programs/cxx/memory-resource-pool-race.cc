// expect: race; races-on: stack
// A pool that isn't synchronized may be used by one thread at a time, even for blocks of their
// own. [mem.res.pool.overview]/3

#include <memory_resource>
#include <thread>

int main() {
    std::pmr::unsynchronized_pool_resource pool;
    auto use = [&] { pool.deallocate(pool.allocate(32), 32); };
    std::thread first(use), second(use);
    first.join();
    second.join();
}
