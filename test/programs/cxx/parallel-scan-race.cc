// expect: race; races-on: calls, repeats, made; native: skip
// What scans, predicates and constructors under std::execution::par share is shared between
// threads. [algorithms.parallel.exec]/6 Natively this needs TBB.

#include <algorithm>
#include <execution>
#include <functional>
#include <memory>
#include <numeric>
#include <vector>

static int calls, repeats, made;

struct Counted {
    Counted() { ++made; }
    int value = 0;
};

int main() {
    std::vector<int> numbers(100, 1), sums(100);
    auto sum = [](int left, int right) {
        ++calls;
        return left + right;
    };
    std::exclusive_scan(std::execution::par, numbers.begin(), numbers.end(), sums.begin(), 0, sum);
    (void)std::adjacent_find(std::execution::par, numbers.begin(), numbers.end(),
                             [](int left, int right) {
                                 if (left == right) ++repeats;
                                 return left != right;
                             });
    std::allocator<Counted> allocator;
    Counted *counted = allocator.allocate(8);
    std::uninitialized_default_construct(std::execution::par, counted, counted + 8);
    std::destroy(std::execution::par, counted, counted + 8);
    allocator.deallocate(counted, 8);
}
