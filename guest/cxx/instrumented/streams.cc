// The stream classes, with hooks: a stream that two threads share is the program's own, except for
// the eight standard ones (guest/cxx/standard-streams.cc).

// So that members which headers hide from the library's interface are part of it, as in libc++.a.
#define _LIBCPP_BUILDING_LIBRARY

#include <fstream>
#include <ios>
#include <istream>
#include <ostream>
#include <sstream>
#include <streambuf>

namespace std {
inline namespace __2 {

template class basic_ios<char>;
template class basic_streambuf<char>;
template class basic_istream<char>;
template class basic_ostream<char>;
template class basic_iostream<char>;

template class basic_ios<wchar_t>;
template class basic_streambuf<wchar_t>;
template class basic_istream<wchar_t>;
template class basic_ostream<wchar_t>;

template class basic_stringbuf<char>;
template class basic_stringstream<char>;
template class basic_ostringstream<char>;
template class basic_istringstream<char>;

template class basic_ifstream<char>;
template class basic_ofstream<char>;
template class basic_filebuf<char>;

} // namespace __2
} // namespace std
