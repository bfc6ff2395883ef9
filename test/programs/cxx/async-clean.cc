// expect: clean
#include <cassert>
#include <future>
#include <string>

int main() {
    auto number = std::async(std::launch::async, [](int n) { return n * 2; }, 21);
    auto text = std::async(std::launch::deferred, [] { return std::string("later"); });
    auto nothing = std::async([] {});
    assert(number.get() == 42);
    assert(text.wait_for(std::chrono::seconds(0)) == std::future_status::deferred);
    assert(text.get() == "later");
    nothing.get();
}
