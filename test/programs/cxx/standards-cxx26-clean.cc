// expect: clean; options: -std=c++26
#include <cassert>
#include <format>
#include <print>
#include <thread>

int main() {
    std::string text;
    std::jthread([&] { text = std::format("{:>4}|{}", 42, "x"); }).join();
    assert(text == "  42|x");
}
