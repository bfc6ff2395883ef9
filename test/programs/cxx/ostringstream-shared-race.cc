// expect: race
#include <sstream>
#include <thread>

std::ostringstream stream;

int main() {
    std::thread other([] { stream << 1; });
    stream << 2;
    other.join();
}
