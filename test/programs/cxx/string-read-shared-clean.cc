// expect: clean
#include <cassert>
#include <string>
#include <thread>

int main() {
    const std::string text = "a text that does not fit into the object itself";
    auto use = [&] { assert(text.find("fit") == 21 && text.substr(2, 4) == "text"); };
    std::thread a(use), b(use);
    use();
    a.join();
    b.join();
}
