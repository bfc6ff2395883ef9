// expect: clean
#include <cassert>
#include <mutex>
#include <stdexcept>
#include <thread>

std::mutex mutex;
int counter;

void work(bool fails) {
    std::lock_guard<std::mutex> lock(mutex);
    counter++;
    if (fails) throw std::runtime_error("while locked");
}

int main() {
    auto body = [] {
        try {
            work(true);
        } catch (const std::runtime_error &) {
        }
        work(false);
    };
    std::thread a(body), b(body);
    a.join();
    b.join();
    assert(counter == 4);
}
