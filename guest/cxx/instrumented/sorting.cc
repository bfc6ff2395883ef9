// std::sort of arithmetic types, which headers leave to the library, with hooks: the elements are
// the program's.

#include <algorithm>
#include <functional>

namespace std {
inline namespace __2 {

template <class Compare, class Iterator>
void __sort(Iterator first, Iterator last, Compare) {
    // __less<type> is but a name; the one that compares is __less<>.
    __less<> less;
    auto depth = 2 * __bit_log2(__to_unsigned_like(last - first));
    __introsort<_ClassicAlgPolicy, __less<> &, Iterator, false>(first, last, less,
                                                                static_cast<ptrdiff_t>(depth));
}

#define SORT(type) template void __sort<__less<type> &, type *>(type *, type *, __less<type> &);

SORT(char)
SORT(wchar_t)
SORT(signed char)
SORT(unsigned char)
SORT(short)
SORT(unsigned short)
SORT(int)
SORT(unsigned)
SORT(long)
SORT(unsigned long)
SORT(long long)
SORT(unsigned long long)
SORT(float)
SORT(double)
SORT(long double)

} // namespace __2
} // namespace std
