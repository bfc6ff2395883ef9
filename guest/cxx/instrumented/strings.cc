// The members of std::string and std::wstring that headers leave to the library, with hooks: a
// string that two threads share is the program's own.

#include <string>

#define DEFINE(...) template __VA_ARGS__;

namespace std {
inline namespace __2 {

#ifdef _LIBCPP_ABI_STRING_OPTIMIZED_EXTERNAL_INSTANTIATION
_LIBCPP_STRING_UNSTABLE_EXTERN_TEMPLATE_LIST(DEFINE, char)
_LIBCPP_STRING_UNSTABLE_EXTERN_TEMPLATE_LIST(DEFINE, wchar_t)
#else
_LIBCPP_STRING_V1_EXTERN_TEMPLATE_LIST(DEFINE, char)
_LIBCPP_STRING_V1_EXTERN_TEMPLATE_LIST(DEFINE, wchar_t)
#endif

template string operator+ <char, char_traits<char>, allocator<char>>(const char *, const string &);

} // namespace __2
} // namespace std
