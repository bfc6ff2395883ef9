// expect: clean
#include <cassert>
#include <latch>
#include <thread>
#include <vector>

int main() {
    std::latch done(3);
    int parts[3] = {};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; i++) {
        threads.emplace_back([&, i] {
            parts[i] = i + 1;
            done.count_down();
        });
    }
    done.wait();
    assert(parts[0] + parts[1] + parts[2] == 6);
    assert(done.try_wait());
}
