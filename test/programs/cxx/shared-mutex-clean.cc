// expect: clean; options: -std=c++17
#include <cassert>
#include <map>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

std::shared_mutex mutex;
std::map<std::string, int> table;

int main() {
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; i++) {
        threads.emplace_back([i] {
            std::unique_lock lock(mutex);
            table["key"] += i;
        });
        threads.emplace_back([] {
            std::shared_lock lock(mutex);
            auto found = table.find("key");
            assert(found == table.end() || found->second <= 3);
        });
    }
    for (auto &thread : threads) thread.join();
    assert(table["key"] == 3);
}
