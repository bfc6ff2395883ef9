// expect: race; races-on: value; options: -std=c++20
#include <barrier>
#include <thread>

int value;
volatile int seen;

int main() {
    std::barrier barrier(2);
    std::jthread other([&] {
        value = 1;
        barrier.arrive_and_wait();
    });
    auto token = barrier.arrive();
    seen = value;
    barrier.wait(std::move(token));
}
