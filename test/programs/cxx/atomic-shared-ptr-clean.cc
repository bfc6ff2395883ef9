// expect: clean; options: -std=c++20
#include <atomic>
#include <cassert>
#include <memory>
#include <thread>

struct Config {
    int value;
    ~Config() { value = -1; }
};

int main() {
    std::atomic<std::shared_ptr<Config>> current(std::make_shared<Config>(1));
    std::thread writer([&] {
        for (int i = 2; i < 10; i++) current.store(std::make_shared<Config>(i));
    });
    std::thread other([&] {
        auto expected = current.load();
        while (!current.compare_exchange_weak(expected, std::make_shared<Config>(expected->value))) {
        }
    });
    for (int i = 0; i < 10; i++) assert(current.load()->value > 0);
    writer.join();
    other.join();
    std::atomic<std::weak_ptr<Config>> weak(current.load());
    assert(weak.load().lock() == current.load());
    auto old = current.exchange(nullptr);
    assert(old.use_count() == 1);
}
