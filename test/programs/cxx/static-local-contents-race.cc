// expect: race; options: -std=c++17; races-on: heap
#include <thread>
#include <vector>

std::vector<int> &shared() {
    static std::vector<int> values(1);
    return values;
}

int main() {
    std::thread a([] { shared()[0]++; }), b([] { shared()[0]++; });
    a.join();
    b.join();
}
