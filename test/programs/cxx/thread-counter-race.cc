// expect: race; races-on: counter
#include <thread>

int counter;

int main() {
    std::thread other([] { counter++; });
    counter++;
    other.join();
}
