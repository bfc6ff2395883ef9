// expect: clean
#include <cassert>
#include <string>
#include <thread>

const std::string &name() {
    static const std::string once(40, 'x');
    return once;
}

int main() {
    std::thread a([] { assert(name().size() == 40); }), b([] { assert(name()[3] == 'x'); });
    a.join();
    b.join();
}
