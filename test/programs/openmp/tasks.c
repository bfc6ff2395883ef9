// expect: clean; stdout: "144 21 2 9900 99 45 8 3 123\n"; options: -fopenmp
#include <omp.h>
#include <stdio.h>

static int fibonacci(int n)
{
    if (n < 2)
        return n;
    int one, other;
#pragma omp task shared(one)
    one = fibonacci(n - 1);
#pragma omp task shared(other)
    other = fibonacci(n - 2);
#pragma omp taskwait
    return one + other;
}

static int untied(int n)
{
    if (n < 2)
        return n;
    int one, other;
#pragma omp task shared(one) untied
    one = untied(n - 1);
#pragma omp task shared(other) untied
    other = untied(n - 2);
#pragma omp taskwait
    return one + other;
}

int main(void)
{
    int tied, loose, grouped = 0, last = 0, reduced = 0, detached = 0, at_once = 0, table[100];
    long sum = 0;
#pragma omp parallel
#pragma omp single
    {
        tied = fibonacci(12);
        loose = untied(8);
#pragma omp taskgroup
        {
#pragma omp task
            {
                // No child of the group's task, but of the group.
#pragma omp task
                grouped = 1;
            }
        }
#pragma omp task
        grouped++;
#pragma omp taskloop lastprivate(last) grainsize(7)
        for (int i = 0; i < 100; i++) {
            table[i] = 2 * i;
            last = i;
        }
#pragma omp taskloop num_tasks(5) reduction(+ : sum)
        for (int i = 99; i >= 0; i--)
            sum += table[i];
#pragma omp taskgroup task_reduction(+ : reduced)
        for (int i = 0; i < 10; i++) {
#pragma omp task in_reduction(+ : reduced)
            reduced += i;
        }
        int other = 0;
        omp_event_handle_t event;
#pragma omp task detach(event) shared(detached)
        detached = 1;
#pragma omp task shared(other)
        {
            other = 5;
            omp_fulfill_event(event);
        }
#pragma omp taskwait
        detached += 2 + other;
#pragma omp task if (0)
        at_once++;
#pragma omp task if (0) untied
        at_once++;
#pragma omp task final(1)
        {
#pragma omp task
            at_once++;
        }
    }
    int modified = 0;
#pragma omp parallel reduction(task, + : modified) num_threads(3)
    {
        modified += 1;
        for (int i = 0; i < 4; i++) {
#pragma omp task in_reduction(+ : modified)
            modified += 10;
        }
    }
    printf("%d %d %d %ld %d %d %d %d %d\n", tied, loose, grouped, sum, last, reduced, detached,
           at_once, modified);
    return 0;
}
