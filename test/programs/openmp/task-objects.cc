// expect: clean; stdout: "29\n16510 0\n30 10\n"; options: -fopenmp
// Private copies with constructors and destructors, in tasks, their loops and elsewhere; arrays of
// a length known only when the program runs.
#include <cstdio>
#include <numeric>
#include <omp.h>
#include <string>
#include <vector>

struct Item {
    static int alive;
    std::string text;
    std::vector<int> numbers;
    explicit Item(int number) : text(100, 'x'), numbers(50, number) { count(1); }
    Item(const Item &other) : text(other.text), numbers(other.numbers) { count(1); }
    ~Item() { count(-1); }
    static void count(int change)
    {
#pragma omp atomic
        alive += change;
    }
};

int Item::alive = 0;

static long objects(std::string &name)
{
    long total = 0;
    std::vector<long> sizes(100);
    Item item(3);
#pragma omp parallel
#pragma omp single
    {
        for (int i = 0; i < 20; i++) {
            Item mine(i);
#pragma omp task firstprivate(mine, name) shared(total)
            {
                name += mine.text;
                long sum = std::accumulate(mine.numbers.begin(), mine.numbers.end(), 0L);
#pragma omp atomic
                total += sum + long(name.size());
            }
        }
#pragma omp taskloop firstprivate(item) grainsize(9)
        for (int i = 0; i < 100; i++) {
            item.numbers.push_back(i);
            sizes[i] = long(item.numbers.size());
        }
#pragma omp taskwait
#pragma omp taskloop reduction(+ : total) untied
        for (int i = 0; i < 100; i++)
            total += i;
    }
#pragma omp parallel for firstprivate(item) lastprivate(name) schedule(dynamic)
    for (int i = 0; i < 30; i++) {
        item.numbers[0] += i;
        name = std::to_string(i);
    }
    return total;
}

int main()
{
    std::string name = "abc";
    long total = objects(name);
    std::printf("%s\n%ld %d\n", name.c_str(), total, Item::alive);
    int length = 7 + int(total % 5), table[length], sum = 0;
    for (int i = 0; i < length; i++)
        table[i] = i;
#pragma omp parallel firstprivate(table) reduction(+ : sum) num_threads(4)
    {
        table[0] += omp_get_thread_num();
        sum += table[0] + table[6];
    }
#pragma omp parallel reduction(+ : table[:length]) num_threads(4)
    for (int i = 0; i < length; i++)
        table[i]++;
    std::printf("%d %d\n", sum, table[6]);
}
