// expect: race; races-on: heap
#include <algorithm>
#include <thread>
#include <vector>

int main() {
    std::vector<int> values = {5, 3, 1, 4, 2};
    std::thread other([&] { std::sort(values.begin(), values.end()); });
    std::sort(values.begin(), values.end());
    other.join();
}
