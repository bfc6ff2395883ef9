// expect: clean; options: -std=c++20
#include <atomic>
#include <cassert>
#include <stop_token>
#include <thread>

int main() {
    int work = 0;
    bool called = false;
    {
        std::jthread worker([&](std::stop_token token) {
            std::stop_callback callback(token, [&] { called = true; });
            while (!token.stop_requested()) {
                work++;
                std::this_thread::yield();
            }
        });
    }
    assert(called && work >= 0);
}
