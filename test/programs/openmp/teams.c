// expect: clean; stdout: "100 2 6 51\n"; options: -fopenmp
// target regions run here, and teams are several.
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int counted = 0, teams = 0, sum = 0, table[100];
#pragma omp target map(tofrom : counted)
#pragma omp teams num_teams(2) thread_limit(3)
#pragma omp distribute parallel for
    for (int i = 0; i < 100; i++) {
#pragma omp atomic
        counted += 1;
    }
#pragma omp teams num_teams(3) reduction(+ : sum) reduction(max : teams)
    {
        sum += 1 + omp_get_team_num() * (omp_get_num_teams() - 2);
        teams = omp_get_num_teams() - 1;
    }
#pragma omp target teams distribute parallel for map(from : table)
    for (int i = 0; i < 100; i++)
        table[i] = i + 1;
    printf("%d %d %d %d\n", counted, teams, sum, table[50]);
    return 0;
}
