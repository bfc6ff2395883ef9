// expect: clean
#include <cassert>
#include <exception>
#include <stdexcept>
#include <string>

std::string messages(const std::exception &error) {
    std::string text = error.what();
    try {
        std::rethrow_if_nested(error);
    } catch (const std::exception &inner) {
        text += ": " + messages(inner);
    }
    return text;
}

struct Unwinding {
    int *count;
    ~Unwinding() {
        *count = std::uncaught_exceptions();
        try {
            throw 2;
        } catch (int) {
        }
    }
};

int main() {
    try {
        try {
            throw std::runtime_error("inner");
        } catch (...) {
            std::throw_with_nested(std::logic_error("outer"));
        }
    } catch (const std::exception &error) {
        assert(messages(error) == "outer: inner");
    }
    int count = -1;
    try {
        Unwinding unwinding{&count};
        throw std::bad_exception();
    } catch (const std::bad_exception &) {
    }
    assert(count == 1 && std::uncaught_exceptions() == 0);
    assert(!std::current_exception());
}
