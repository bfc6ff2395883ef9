// Numbers from and to strings: std::stoi and its family, std::to_string. [string.conversions]

#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <stdexcept>
#include <string>

namespace {

// `convert` is one of the strto functions; the program's errno is left alone.
template <class String, class Convert>
auto number_from(const char *name, const String &text, size_t *characters, Convert convert) {
    auto *begin = text.c_str();
    auto *end = const_cast<typename String::value_type *>(begin);
    int saved = errno;
    errno = 0;
    auto value = convert(begin, &end);
    int error = errno;
    errno = saved;
    if (error == ERANGE) throw std::out_of_range(std::string(name) + ": out of range");
    if (end == begin) throw std::invalid_argument(std::string(name) + ": no conversion");
    if (characters) *characters = static_cast<size_t>(end - begin);
    return value;
}

std::wstring widened(const std::string &digits) { return {digits.begin(), digits.end()}; }

template <class Integer> std::string decimal(Integer value) {
    char digits[sizeof value * 3 + 1];
    return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

template <class... Value> std::string printed(const char *format, Value... value) {
    int length = std::snprintf(nullptr, 0, format, value...);
    std::string text(static_cast<size_t>(length), 0);
    std::snprintf(text.data(), text.size() + 1, format, value...);
    return text;
}

} // namespace

namespace std {
inline namespace __2 {

#define INTEGER_FROM(name, type, convert, String, Character) \
    type name(const String &text, size_t *characters, int base) { \
        return number_from(#name, text, characters, [=](const Character *begin, Character **end) { \
            return convert(begin, end, base); \
        }); \
    }

#define FLOAT_FROM(name, type, convert, String, Character) \
    type name(const String &text, size_t *characters) { \
        return number_from(#name, text, characters, [](const Character *begin, Character **end) { \
            return convert(begin, end); \
        }); \
    }

#define INT_FROM(String) \
    int stoi(const String &text, size_t *characters, int base) { \
        long value = number_from("stoi", text, characters, [=](auto *begin, auto **end) { \
            return long_from(begin, end, base); \
        }); \
        if (value < INT_MIN || value > INT_MAX) throw out_of_range("stoi: out of range"); \
        return static_cast<int>(value); \
    }

static long long_from(const char *begin, char **end, int base) { return strtol(begin, end, base); }

static long long_from(const wchar_t *begin, wchar_t **end, int base) {
    return wcstol(begin, end, base);
}

INT_FROM(string)
INTEGER_FROM(stol, long, strtol, string, char)
INTEGER_FROM(stoul, unsigned long, strtoul, string, char)
INTEGER_FROM(stoll, long long, strtoll, string, char)
INTEGER_FROM(stoull, unsigned long long, strtoull, string, char)
FLOAT_FROM(stof, float, strtof, string, char)
FLOAT_FROM(stod, double, strtod, string, char)
FLOAT_FROM(stold, long double, strtold, string, char)

INT_FROM(wstring)
INTEGER_FROM(stol, long, wcstol, wstring, wchar_t)
INTEGER_FROM(stoul, unsigned long, wcstoul, wstring, wchar_t)
INTEGER_FROM(stoll, long long, wcstoll, wstring, wchar_t)
INTEGER_FROM(stoull, unsigned long long, wcstoull, wstring, wchar_t)
FLOAT_FROM(stof, float, wcstof, wstring, wchar_t)
FLOAT_FROM(stod, double, wcstod, wstring, wchar_t)
FLOAT_FROM(stold, long double, wcstold, wstring, wchar_t)

#define INTEGER_TO(type) \
    string to_string(type value) { return decimal(value); } \
    wstring to_wstring(type value) { return widened(decimal(value)); }

#define FLOAT_TO(type, format) \
    string to_string(type value) { return printed(format, value); } \
    wstring to_wstring(type value) { return widened(printed(format, value)); }

INTEGER_TO(int)
INTEGER_TO(long)
INTEGER_TO(long long)
INTEGER_TO(unsigned)
INTEGER_TO(unsigned long)
INTEGER_TO(unsigned long long)
FLOAT_TO(float, "%f")
FLOAT_TO(double, "%f")
FLOAT_TO(long double, "%Lf")

} // namespace __2
} // namespace std
