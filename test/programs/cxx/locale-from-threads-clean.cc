// expect: clean
// The first locale of a program may be made by any thread, here by string streams without
// <iostream>. [locale.cons]/1, [res.on.data.races]

#include <locale>
#include <sstream>
#include <string>
#include <thread>

int main() {
    std::string texts[2];
    auto print = [&](int number) {
        std::ostringstream out;
        out << std::locale().name() << number;
        texts[number] = out.str();
    };
    std::thread first(print, 0), second(print, 1);
    first.join();
    second.join();
    return texts[0] == "C0" && texts[1] == "C1" ? 0 : 1;
}
