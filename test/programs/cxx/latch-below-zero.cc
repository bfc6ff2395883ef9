// expect: exit 134; stderr: "std::latch::count_down called with a value greater than the internal counter"; native: skip
// Undefined behaviour ([thread.latch.class]): three threads count down a latch of two.
#include <latch>
#include <thread>

int main() {
    std::latch latch(2);
    std::jthread one([&] { latch.count_down(); });
    std::jthread two([&] { latch.count_down(); });
    std::jthread three([&] { latch.count_down(); });
    latch.wait();
}
