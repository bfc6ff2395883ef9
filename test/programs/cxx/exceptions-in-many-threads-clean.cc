// expect: clean
// Each thread has handlers of its own, also when it is switched away in one.
#include <cassert>
#include <exception>
#include <thread>
#include <vector>

int main() {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; i++) {
        threads.emplace_back([i] {
            for (int round = 0; round < 3; round++) {
                try {
                    throw i;
                } catch (int outer) {
                    std::this_thread::yield();
                    try {
                        throw outer + 10;
                    } catch (int inner) {
                        std::this_thread::yield();
                        assert(inner == i + 10);
                    }
                    try {
                        throw;
                    } catch (int again) {
                        assert(again == i);
                    }
                }
            }
        });
    }
    for (auto &thread : threads) thread.join();
}
