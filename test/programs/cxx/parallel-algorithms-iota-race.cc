// expect: race; races-on: worst; stdout: "285 285\n"; native: skip
// Indices are what many loops go over in parallel. The iterators of a range are such as C++23 lets
// these algorithms have [iterator.requirements.general], P2408. Natively this needs TBB.

#include <algorithm>
#include <cstdio>
#include <execution>
#include <functional>
#include <numeric>
#include <ranges>
#include <vector>

static int worst;

int main() {
    auto indices = std::views::iota(0, 10);
    std::vector<int> squares(10), sums(10);
    std::for_each(std::execution::par, indices.begin(), indices.end(), [&](int at) {
        squares[at] = at * at;
        if (at > worst) worst = at;
    });
    auto square = [](int at) { return at * at; };
    int sum = std::transform_reduce(std::execution::par, indices.begin(), indices.end(), 0,
                                    std::plus<>(), square);
    std::transform_inclusive_scan(std::execution::par, indices.begin(), indices.end(),
                                  sums.begin(), std::plus<>(), square);
    printf("%d %d\n", sum, sums.back());
}
