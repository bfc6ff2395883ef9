// expect: race; races-on: counter; options: -O2 -std=c++17
#include <thread>

int counter;

int main() {
    std::thread other([] { counter++; });
    try {
        counter++;
        if (counter > 5) throw 1;
    } catch (int) {
    }
    other.join();
}
