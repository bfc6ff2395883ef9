#include <immintrin.h>

int main(void)
{
    _mm_pause();
    return 0;
}
