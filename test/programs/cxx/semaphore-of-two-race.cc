// expect: race; races-on: value; options: -std=c++20
#include <semaphore>
#include <thread>

std::counting_semaphore<2> slots{2};
int value;

int main() {
    auto work = [] {
        slots.acquire();
        value++;
        slots.release();
    };
    std::thread a(work), b(work);
    a.join();
    b.join();
}
