// expect: race; races-on: counter; options: -std=c++20
#include <atomic>
#include <thread>

int counter;

int main() {
    std::thread other([] { std::atomic_ref<int>(counter).fetch_add(1); });
    counter++;
    other.join();
}
