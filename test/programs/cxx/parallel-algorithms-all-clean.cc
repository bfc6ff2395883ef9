// expect: clean; native: skip
// Each algorithm of <algorithm>, <numeric> and <memory> with an execution policy gives what it
// gives without. Natively this needs TBB.

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <execution>
#include <functional>
#include <list>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

using Numbers = std::vector<int>;

static bool is_odd(int number) { return number % 2 != 0; }
static bool is_tens_less(int left, int right) { return left / 10 < right / 10; }
static bool is_tens_same(int left, int right) { return left / 10 == right / 10; }

static Numbers mixed, sorted;
static Numbers numbers, other, out;
static Numbers::iterator begin, end, from, to, into;

static void reset() {
    numbers = mixed, other = sorted;
    out.assign(200, 0);
    begin = numbers.begin(), end = numbers.end();
    from = other.begin(), to = other.end();
    into = out.begin();
}

static std::vector<Numbers> all() { return {numbers, other, out}; }

#define PARALLEL(...) (std::execution::par, __VA_ARGS__)

// The same result with a policy and without, and the same changes.
#define SAME(function, arguments, and_then) \
    do { \
        reset(); \
        auto result = function arguments and_then; \
        auto expected = all(); \
        reset(); \
        auto parallel = function PARALLEL arguments and_then; \
        assert(parallel == result); \
        assert(all() == expected); \
    } while (0)

// For what returns nothing.
#define CHANGED(function, arguments) \
    do { \
        reset(); \
        function arguments; \
        auto expected = all(); \
        reset(); \
        function PARALLEL arguments; \
        assert(all() == expected); \
    } while (0)

// For what returns where the elements end that it keeps.
#define KEPT(function, arguments) \
    do { \
        reset(); \
        numbers.erase(function arguments, end); \
        auto expected = all(); \
        reset(); \
        numbers.erase(function PARALLEL arguments, end); \
        assert(all() == expected); \
    } while (0)

static void search(const Numbers &few) {
    SAME(std::adjacent_find, (begin, end), -begin);
    SAME(std::adjacent_find, (begin, end, is_tens_same), -begin);
    SAME(std::mismatch, (begin, end, from), .first - begin);
    SAME(std::mismatch, (begin, end, from, is_tens_same), .second - from);
    SAME(std::mismatch, (begin, end, from, to), .first - begin);
    SAME(std::mismatch, (begin, end, few.begin(), few.end(), is_tens_same), .first - begin);
    SAME(std::equal, (begin, end, from), );
    SAME(std::equal, (begin, end, from, to, is_tens_same), );
    SAME(std::lexicographical_compare, (begin, end, from, to), );
    SAME(std::lexicographical_compare, (from, to, begin, end, is_tens_less), );
    SAME(std::find_first_of, (begin, end, few.begin(), few.end()), -begin);
    SAME(std::find_first_of, (begin, end, few.begin(), few.end(), is_tens_same), -begin);
    SAME(std::search, (begin, end, few.begin(), few.end()), -begin);
    SAME(std::search, (begin, end, few.begin(), few.end(), is_tens_same), -begin);
    SAME(std::find_end, (begin, end, few.begin(), few.end()), -begin);
    SAME(std::find_end, (begin, end, few.begin(), few.end(), is_tens_same), -begin);
    SAME(std::search_n, (begin, end, 2, 11, is_tens_same), -begin);
    SAME(std::search_n, (begin, end, 0, 11), -begin);
    SAME(std::is_sorted, (begin, end), );
    SAME(std::is_sorted, (from, to, is_tens_less), );
    SAME(std::is_sorted_until, (begin, end), -begin);
    SAME(std::is_heap, (begin, end), );
    SAME(std::is_heap_until, (begin, end, is_tens_less), -begin);
    SAME(std::is_partitioned, (begin, end, is_odd), );
    SAME(std::min_element, (begin, end, is_tens_less), -begin);
    SAME(std::max_element, (begin, end, is_tens_less), -begin);
    SAME(std::minmax_element, (begin, end, is_tens_less), .second - begin);
    SAME(std::minmax_element, (begin, end), .first - begin);
    SAME(std::includes, (from, to, few.begin(), few.end()), );
}

static void change() {
    SAME(std::copy, (begin, end, into), -into);
    SAME(std::copy_n, (begin, end - begin, into), -into);
    SAME(std::move, (begin, end, into), -into);
    SAME(std::copy_if, (begin, end, into, is_odd), -into);
    SAME(std::remove_copy, (begin, end, into, 11), -into);
    SAME(std::remove_copy_if, (begin, end, into, is_odd), -into);
    SAME(std::partition_copy, (begin, end, into, into + 99, is_odd), .second - into);
    SAME(std::unique_copy, (begin, end, into, is_tens_same), -into);
    SAME(std::reverse_copy, (begin, end, into), -into);
    SAME(std::rotate_copy, (begin, begin + (end - begin) / 3, end, into), -into);
    SAME(std::replace_copy, (begin, end, into, 11, 99), -into);
    SAME(std::replace_copy_if, (begin, end, into, is_odd, 99), -into);
    SAME(std::fill_n, (into, end - begin, 5), -into);
    SAME(std::for_each_n, (begin, end - begin, [](int &n) { ++n; }), -begin);
    SAME(std::generate_n, (into, end - begin, [] { return 5; }), -into);
    SAME(std::swap_ranges, (begin, end, into), -into);
    CHANGED(std::reverse, (begin, end));
    CHANGED(std::replace_if, (begin, end, is_odd, 1));
    SAME(std::rotate, (begin, begin + (end - begin) / 3, end), -begin);
    SAME(std::stable_partition, (begin, end, is_odd), -begin);
    KEPT(std::remove, (begin, end, 11));
    KEPT(std::remove_if, (begin, end, is_odd));
    KEPT(std::unique, (begin, end, is_tens_same));
    KEPT(std::shift_left, (begin, end, 2));
    SAME(std::shift_right, (begin, end, 0), -begin);
    CHANGED(std::sort, (begin, end));
    CHANGED(std::stable_sort, (begin, end, is_tens_less));
    CHANGED(std::partial_sort, (begin, end, end));
    SAME(std::partial_sort_copy, (begin, end, into, into + 5), -into);
    CHANGED(std::inplace_merge, (from, from + (to - from) / 2, to, is_tens_less));
    SAME(std::merge, (begin, begin, from, to, into), -into);
    SAME(std::set_union, (from, to, from, from + (to - from) / 2, into), -into);
    SAME(std::set_difference, (from, to, from + (to - from) / 2, to, into), -into);
    SAME(std::set_intersection, (from, to, from, to, into, std::less<>()), -into);
    SAME(std::set_symmetric_difference, (from, to, from, from, into), -into);

    if (mixed.empty()) return;
    reset();
    auto middle = numbers.begin() + static_cast<int>(numbers.size() / 2);
    std::nth_element(std::execution::par, numbers.begin(), middle, numbers.end());
    Numbers ordered = mixed;
    std::sort(ordered.begin(), ordered.end());
    assert(*middle == ordered[numbers.size() / 2]);
    auto odd = std::partition(std::execution::par, numbers.begin(), numbers.end(), is_odd);
    assert(odd - numbers.begin() == std::count_if(mixed.begin(), mixed.end(), is_odd));
}

static void scan() {
    auto square = [](long long number) { return number * number % 1000; };
    auto sum = std::plus<long long>();
    SAME(std::inclusive_scan, (begin, end, into), -into);
    SAME(std::inclusive_scan, (begin, end, begin), -begin);
    SAME(std::inclusive_scan, (begin, end, into, std::multiplies<unsigned>()), -into);
    SAME(std::inclusive_scan, (begin, end, into, sum, 100LL), -into);
    SAME(std::exclusive_scan, (begin, end, into, 5), -into);
    SAME(std::exclusive_scan, (begin, end, begin, 5, sum), -begin);
    SAME(std::transform_inclusive_scan, (begin, end, into, sum, square), -into);
    SAME(std::transform_inclusive_scan, (begin, end, into, sum, square, 7LL), -into);
    SAME(std::transform_exclusive_scan, (begin, end, into, 7LL, sum, square), -into);
    SAME(std::adjacent_difference, (begin, end, into), -into);
    SAME(std::adjacent_difference, (begin, end, into, std::plus<>()), -into);
    SAME(std::transform_reduce, (begin, end, 0LL, sum, square), );
    SAME(std::transform_reduce, (begin, end, from, 9LL), );
    SAME(std::transform_reduce, (begin, end, from, 9LL, sum, std::minus<>()), );
    SAME(std::reduce, (begin, end, 1LL, sum), );

    // Associative, not commutative; and iterators that only go forward.
    std::list<std::string> letters;
    for (int number : mixed) letters.push_back(std::string(1, static_cast<char>('a' + number)));
    std::vector<std::string> in(letters.begin(), letters.end()), words(in.size());
    std::inclusive_scan(std::execution::par, in.begin(), in.end(), words.begin());
    std::list<std::string> grown = letters;
    std::inclusive_scan(std::execution::par, letters.begin(), letters.end(), grown.begin());
    assert(std::equal(words.begin(), words.end(), grown.begin(), grown.end()));
    std::string all;
    for (size_t at = 0; at < in.size(); ++at) assert(words[at] == (all += in[at]));
}

static void construct(size_t count) {
    using std::execution::par;
    std::allocator<std::string> allocator;
    std::string *strings = allocator.allocate(count + 1), *end = strings + count;
    std::string *others = allocator.allocate(count + 1);
    std::uninitialized_fill(par, strings, end, "a long string that is on the heap");
    assert(std::uninitialized_copy(par, strings, end, others) == others + count);
    assert(count == 0 || others[count - 1] == strings[0]);
    std::destroy(par, strings, end);
    assert(std::uninitialized_move_n(par, others, count, strings).second == end);
    assert(std::destroy_n(par, others, count) == others + count);
    std::uninitialized_value_construct(par, others, others + count);
    assert(count == 0 || others[0].empty());
    std::destroy(std::execution::seq, others, others + count);
    std::uninitialized_default_construct_n(par, others, count);
    std::destroy_n(par, others, count);
    assert(std::uninitialized_copy_n(par, strings, count, others) == others + count);
    std::destroy(par, strings, end);
    std::destroy(par, others, others + count);
    assert(std::uninitialized_fill_n(par, others, count, "text") == others + count);
    std::destroy(par, others, others + count);
    allocator.deallocate(strings, count + 1);
    allocator.deallocate(others, count + 1);
}

int main() {
    srand(1);
    for (size_t count : {0, 1, 2, 3, 4, 7, 30}) {
        mixed.resize(count);
        for (int &number : mixed) number = rand() % 40;
        sorted = mixed;
        std::sort(sorted.begin(), sorted.end());
        auto middle = mixed.begin() + static_cast<int>(count / 2);
        search(Numbers(middle, middle + (count > 3 ? 2 : 0)));
        change();
        scan();
        construct(count);
    }
}
