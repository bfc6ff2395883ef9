// expect: exit 0; stdout: "7 of 7\n"; native: skip; options: -std=c++20
// Each weak compare-exchange of the library may fail for no reason, the strong ones don't.
#include <atomic>
#include <cstdio>
#include <utility>

struct point {
    int x;
    short y;
};

template <class T> bool try_weakly(std::atomic<T> &object, T &expected, T desired)
{
    return object.compare_exchange_weak(expected, desired, std::memory_order_acq_rel,
                                        std::memory_order_acquire);
}

static_assert(noexcept(std::declval<std::atomic<int> &>().compare_exchange_weak(
    std::declval<int &>(), 1)));

// Commas that are no separators of the builtin's arguments: it compiles, as a strong one.
template <class First, class Second> struct two {
    static inline int object;
};

int main()
{
    std::atomic<int> number{0};
    std::atomic<point> structure{point{1, 2}};
    std::atomic<int *> pointer{nullptr};
    std::atomic<double> real{1.0};
    std::atomic<bool> flag{false};
    int plain = 0;
    std::atomic_ref<int> reference{plain};
    int failures[7] = {};
    int strong = 0;
    for (int i = 0; i < 100; i++) {
        int n = number;
        failures[0] += !number.compare_exchange_weak(n, n + 1);
        point p = structure;
        failures[1] += !structure.compare_exchange_weak(p, {i, 2});
        int *q = pointer;
        failures[2] += !pointer.compare_exchange_weak(q, nullptr);
        double r = real;
        failures[3] += !real.compare_exchange_weak(r, r + 1);
        bool f = flag;
        failures[4] += !try_weakly(flag, f, !f);
        int v = reference;
        failures[5] += !reference.compare_exchange_weak(v, v + 1);
        n = number;
        failures[6] += !std::atomic_compare_exchange_weak(&number, &n, n + 1);
        n = number;
        strong += !number.compare_exchange_strong(n, n + 1);
        v = reference;
        strong += !reference.compare_exchange_strong(v, v + 1);
        v = 0;
        strong += !__atomic_compare_exchange_n(&two<int, two<int, char>>::object, &v, 0, true,
                                               __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    }
    int failing = 0;
    for (int count : failures) failing += count > 0 && count < 100;
    std::printf("%d of %d\n", failing, 7 + strong);
    return 0;
}
