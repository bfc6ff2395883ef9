// expect: race; races-on: stack; options: -fopenmp; native: skip
#include <vector>

int main()
{
    std::vector<int> numbers;
    numbers.reserve(100);
#pragma omp parallel for num_threads(2)
    for (int i = 0; i < 100; i++)
        numbers.push_back(i);
}
