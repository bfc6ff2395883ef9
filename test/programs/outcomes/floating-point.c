// expect: clean; stdout: "1.4142135624 3.50e+10 0x1.8p+1 inf\n"
#include <math.h>
#include <stdio.h>

int main(void)
{
    volatile double two = 2, zero = 0;
    printf("%.10f %.2e %a %f\n", sqrt(two), 3.5e10, 3.0, 1 / zero);
    return 0;
}
