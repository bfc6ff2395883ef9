#include <immintrin.h>

int main(void)
{
    __m128 zero = _mm_setzero_ps();
    (void)zero;
    return 0;
}
