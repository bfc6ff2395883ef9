// expect: clean; options: -std=c++20
#include <cassert>
#include <chrono>
#include <semaphore>
#include <thread>

std::binary_semaphore ready{0};
std::counting_semaphore<8> slots{2};
int value;

int main() {
    std::thread other([] {
        value = 7;
        ready.release();
    });
    ready.acquire();
    assert(value == 7);
    other.join();
    assert(slots.try_acquire());
    slots.acquire();
    assert(!slots.try_acquire_for(std::chrono::milliseconds(2)));
    slots.release(2);
}
