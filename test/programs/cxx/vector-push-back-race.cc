// expect: race; races-on: values
#include <thread>
#include <vector>

std::vector<int> values;

int main() {
    values.reserve(8);
    std::thread other([] { values.push_back(1); });
    values.push_back(2);
    other.join();
}
