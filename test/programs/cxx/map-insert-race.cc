// expect: race
#include <map>
#include <thread>

std::map<int, int> table;

int main() {
    std::thread other([] { table[1] = 1; });
    table[2] = 2;
    other.join();
}
