// expect: clean; options: -std=c++20
//
// Dining philosophers whom a counting semaphore seats, all but one at a time.

#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

static std::mutex forks[3];
static std::counting_semaphore<2> seats(2);

int main() {
    std::vector<std::thread> threads;
    for (int seat = 0; seat < 3; seat++) {
        threads.emplace_back([seat] {
            for (int i = 0; i < 20; i++) {
                seats.acquire();
                {
                    std::lock_guard left(forks[seat]);
                    std::lock_guard right(forks[(seat + 1) % 3]);
                }
                seats.release();
            }
        });
    }
    for (auto &thread : threads) thread.join();
}
