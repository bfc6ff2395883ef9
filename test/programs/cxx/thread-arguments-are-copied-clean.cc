// expect: clean
#include <cassert>
#include <memory>
#include <string>
#include <thread>

int main() {
    std::string text = "before";
    auto number = std::make_unique<int>(5);
    std::thread other(
        [](std::string own, std::unique_ptr<int> moved) {
            assert(own == "before" && *moved == 5);
            own += "!";
        },
        text, std::move(number));
    text = "after";
    other.join();
    assert(!number);
}
