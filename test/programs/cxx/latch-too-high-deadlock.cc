// expect: deadlock; options: -std=c++20
#include <latch>
#include <thread>

int main() {
    std::latch done(2);
    std::jthread other([&] { done.count_down(); });
    done.wait();
}
