// expect: race; races-on: stack
// Element access functions of std::execution::par run on several threads, unsequenced as to each
// other. [algorithms.parallel.exec]/6

#include <algorithm>
#include <execution>
#include <vector>

int main() {
    std::vector<int> numbers(100, 1);
    int sum = 0;
    std::for_each(std::execution::par, numbers.begin(), numbers.end(), [&](int number) {
        sum += number;
    });
}
