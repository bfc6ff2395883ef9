// expect: race; races-on: shared
#include <thread>

struct Counter {
    int value = 0;
    void add(int by) { value += by; }
};

Counter shared;

int main() {
    std::thread a(&Counter::add, &shared, 1), b(&Counter::add, &shared, 2);
    a.join();
    b.join();
}
