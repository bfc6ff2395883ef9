// expect: clean; stdout: "999 20 1000 1\n"; options: -fopenmp
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <omp.h>
#include <string>
#include <vector>

struct Total {
    int value = 0;
    Total() = default;
    Total(const Total &other) : value(other.value + 1) {}
    Total &operator+=(const Total &other)
    {
        value += other.value;
        return *this;
    }
};
#pragma omp declare reduction(+ : Total : omp_out += omp_in)

template <class T> static void sort(T *items, int count)
{
    if (count < 32) {
        std::sort(items, items + count);
        return;
    }
    T middle = items[count / 2];
    int i = 0, j = count - 1;
    while (i <= j) {
        while (items[i] < middle)
            i++;
        while (middle < items[j])
            j--;
        if (i <= j)
            std::swap(items[i++], items[j--]);
    }
#pragma omp task
    sort(items, j + 1);
#pragma omp task
    sort(items + i, count - i);
#pragma omp taskwait
}

int main()
{
    std::vector<int> numbers(1000);
    Total total;
#pragma omp parallel for reduction(+ : total)
    for (auto at = numbers.begin(); at < numbers.end(); ++at) {
        *at = int(at - numbers.begin());
        total.value += 1;
    }
    std::map<int, std::string> names;
#pragma omp parallel for
    for (int i = 0; i < 20; i++) {
        std::string name = std::to_string(i);
#pragma omp critical
        names[i] = name;
    }
#pragma omp parallel
    try {
        if (omp_get_thread_num() == 1)
            throw 5;
    } catch (int thrown) {
        if (thrown != 5)
            abort();
    }
    std::vector<unsigned> items(2000);
    unsigned state = 1;
    for (auto &item : items)
        item = (state = state * 1664525u + 1013904223u) >> 8;
#pragma omp parallel
#pragma omp single
    sort(items.data(), int(items.size()));
    bool sorted = std::is_sorted(items.begin(), items.end());
    std::printf("%d %zu %d %d\n", numbers[999], names.size(), total.value, sorted);
}
