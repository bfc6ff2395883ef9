// expect: race; races-on: text
#include <string>
#include <thread>

std::string text;

int main() {
    std::thread other([] { text += "other"; });
    text += "main";
    other.join();
}
