// expect: clean; stdout: "1 2 3 9\n"
// Programs copy execution policies, as all libraries but libc++ let them: into variables, and as
// arguments of their own functions.
#include <algorithm>
#include <cstdio>
#include <execution>
#include <numeric>
#include <vector>

template <class Policy> int sum(Policy policy, const std::vector<int> &numbers) {
    return std::reduce(policy, numbers.begin(), numbers.end(), 3);
}

int main() {
    std::vector<int> numbers{3, 1, 2};
    auto policy = std::execution::par;
    std::sort(policy, numbers.begin(), numbers.end());
    const std::execution::sequenced_policy one = std::execution::seq;
    std::for_each(one, numbers.begin(), numbers.end(), [](int number) { printf("%d ", number); });
    printf("%d\n", sum(std::execution::par_unseq, numbers));
    std::execution::parallel_unsequenced_policy other = std::execution::par_unseq;
    other = std::execution::par_unseq;
    return std::find(other, numbers.begin(), numbers.end(), 2) - numbers.begin() - 1;
}
