// expect: clean
// The call that throws doesn't count: another one is made. [thread.once.callonce]
#include <cassert>
#include <mutex>
#include <stdexcept>
#include <thread>

std::once_flag flag;
int attempts, caught;

int main() {
    auto body = [] {
        try {
            std::call_once(flag, [] {
                if (++attempts == 1) throw std::runtime_error("first");
            });
        } catch (const std::runtime_error &) {
            caught++;
        }
    };
    std::thread a(body), b(body);
    a.join();
    b.join();
    assert(attempts == 2 && caught == 1);
}
