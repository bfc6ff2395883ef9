// expect: clean
#include <cassert>
#include <mutex>
#include <thread>

std::once_flag flag;
int *made;

int main() {
    auto body = [] {
        std::call_once(flag, [](int value) { made = new int(value); }, 5);
        assert(*made == 5);
    };
    std::thread a(body), b(body), c(body);
    a.join();
    b.join();
    c.join();
    delete made;
}
