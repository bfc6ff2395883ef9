// expect: clean; stdout: "5050 4950 5060 338350 50 77 7\n-100 0 aabbcc\n"
// Algorithms under std::execution::par: elements of their own, and an atomic, are no race; results
// are those of one thread, and sorting keeps the order of equals.

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdio>
#include <execution>
#include <functional>
#include <list>
#include <numeric>
#include <string>
#include <vector>

using std::execution::par;

int main() {
    std::vector<int> up(101), down(101);
    std::iota(up.begin(), up.end(), 0);
    std::atomic<int> sum = 0;
    std::for_each(par, up.begin(), up.end(), [&](int number) { sum += number; });
    printf("%d ", sum.load());
    printf("%d ", std::reduce(par, up.begin(), up.end() - 1));
    printf("%d ", std::reduce(par, up.begin(), up.end(), 10));
    auto square = [](int number) { return number * number; };
    printf("%d ", std::transform_reduce(std::execution::par_unseq, up.begin(), up.end(), 0,
                                        std::plus<>(), square));
    auto is_odd = [](int number) { return number % 2 != 0; };
    printf("%d ", static_cast<int>(std::count_if(par, up.begin(), up.end(), is_odd)));
    printf("%d ", *std::find(par, up.begin(), up.end(), 77));
    std::list<int> list{1, 2, 4};
    printf("%d\n", std::reduce(par, list.begin(), list.end()));

    std::transform(par, up.begin(), up.end(), down.begin(), std::negate<>());
    std::sort(par, down.begin(), down.end());
    printf("%d %d ", down.front(), down.back());
    std::vector<int> all(202);
    std::merge(par, up.begin(), up.end(), down.begin(), down.end(), all.begin());
    assert(std::is_sorted(all.begin(), all.end()));

    using Pair = std::pair<int, char>;
    std::vector<Pair> letters{{2, 'b'}, {1, 'a'}, {3, 'c'}, {1, 'a'}, {3, 'c'}, {2, 'b'}};
    auto by_number = [](const Pair &left, const Pair &right) { return left.first < right.first; };
    std::stable_sort(par, letters.begin(), letters.end(), by_number);
    for (const Pair &pair : letters) putchar(pair.second);
    putchar('\n');

    std::vector<std::string> none;
    std::sort(par, none.begin(), none.end());
    assert(std::reduce(par, none.begin(), none.end(), std::string("x")) == "x");
}
