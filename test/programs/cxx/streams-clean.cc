// expect: clean; stdin: "3 words here\n"; stdout: "3 words 0x1f 1.50\n"
#include <cassert>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>

int main() {
    int count;
    std::string word;
    std::cin >> count >> word;
    std::cout << count << ' ' << word << ' ' << std::hex << std::showbase << 31 << ' ' << std::fixed
              << std::setprecision(2) << 1.5 << std::endl;
    std::stringstream stream("1,2,3");
    std::string part;
    int sum = 0;
    while (std::getline(stream, part, ',')) sum += std::stoi(part);
    assert(sum == 6);
}
