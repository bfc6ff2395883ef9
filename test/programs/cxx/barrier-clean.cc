// expect: clean; options: -std=c++20
#include <barrier>
#include <cassert>
#include <thread>
#include <vector>

constexpr int THREADS = 3, PHASES = 4;
int cells[THREADS];
int phases;

int main() {
    std::barrier barrier(THREADS, []() noexcept { phases++; });
    std::vector<std::jthread> threads;
    for (int i = 0; i < THREADS; i++) {
        threads.emplace_back([&, i] {
            for (int phase = 1; phase <= PHASES; phase++) {
                cells[i] = phase;
                barrier.arrive_and_wait();
                for (int cell : cells) assert(cell == phase);
                barrier.arrive_and_wait();
            }
            barrier.arrive_and_drop();
        });
    }
    threads.clear();
    assert(phases == 2 * PHASES + 1);
}
