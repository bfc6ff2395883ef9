// expect: clean; options: -std=c++17
// What the precompiled library was built to abort on is thrown.
#include <any>
#include <cassert>
#include <fstream>
#include <functional>
#include <ios>
#include <memory>
#include <new>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <variant>
#include <vector>

template <class Exception, class Action> void throws(Action action) {
    try {
        action();
    } catch (const Exception &error) {
        assert(error.what()[0]);
        return;
    }
    assert(!"thrown");
}

struct Base {
    virtual ~Base() {}
};
struct Derived : Base {};

// What escapes can't be left out ([expr.new]/14).
char *volatile escaped;

int main() {
    volatile size_t huge = 0x7fffffff;
    Base base;
    Base *null = nullptr;
    std::string text = "abc";
    throws<std::invalid_argument>([] { (void)std::stoi("x"); });
    throws<std::out_of_range>([] { (void)std::stoi("99999999999"); });
    throws<std::invalid_argument>([] { (void)std::stod(L""); });
    throws<std::bad_alloc>([&] { escaped = new char[huge]; });
    throws<std::bad_cast>([&] { (void)dynamic_cast<Derived &>(base); });
    throws<std::bad_typeid>([&] { (void)typeid(*null).name(); });
    throws<std::out_of_range>([&] { (void)text.at(9); });
    throws<std::out_of_range>([&] { text.insert(7, "x"); });
    throws<std::length_error>([&] { text.resize(text.max_size() + 1); });
    throws<std::out_of_range>([] { (void)std::vector<int>(2).at(2); });
    throws<std::length_error>([] { std::vector<int>().reserve(~size_t(0)); });
    throws<std::bad_function_call>([] { std::function<void()>()(); });
    throws<std::bad_optional_access>([] { (void)std::optional<int>().value(); });
    throws<std::bad_variant_access>([] { (void)std::get<0>(std::variant<int, char>('x')); });
    throws<std::bad_any_cast>([] { (void)std::any_cast<int>(std::any("text")); });
    throws<std::bad_weak_ptr>([] { std::shared_ptr<int>(std::weak_ptr<int>()); });
    throws<std::regex_error>([] { std::regex("("); });
    throws<std::ios_base::failure>([] {
        std::istringstream stream("x");
        stream.exceptions(std::ios::failbit);
        int n;
        stream >> n;
    });
    throws<std::ios_base::failure>([] {
        std::ifstream file;
        file.exceptions(std::ios::failbit);
        file.open("no such file");
    });
    assert(std::stoi("12") == 12 && std::stol("-7x") == -7 && std::stod("2.5") == 2.5);
    assert(std::to_string(-5) == "-5" && std::to_string(1.5) == "1.500000");
}
