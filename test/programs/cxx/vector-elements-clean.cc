// expect: clean
#include <cassert>
#include <numeric>
#include <thread>
#include <vector>

int main() {
    std::vector<int> values(100);
    auto fill = [&](int from, int to) { std::iota(values.begin() + from, values.begin() + to, from); };
    std::thread a(fill, 0, 50), b(fill, 50, 100);
    a.join();
    b.join();
    assert(std::accumulate(values.begin(), values.end(), 0) == 4950);
}
