// expect: race; races-on: hits; options: -std=c++17
// Readers don't order each other.
#include <shared_mutex>
#include <thread>

std::shared_mutex mutex;
int hits;

int main() {
    auto reader = [] {
        std::shared_lock lock(mutex);
        hits++;
    };
    std::thread a(reader), b(reader);
    a.join();
    b.join();
}
