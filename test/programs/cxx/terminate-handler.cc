// expect: exit 9; stdout: "handler of 4\n"
#include <cstdio>
#include <cstdlib>
#include <exception>

int main() {
    std::set_terminate([] {
        try {
            std::rethrow_exception(std::current_exception());
        } catch (int n) {
            std::printf("handler of %d\n", n);
        }
        std::fflush(stdout);
        std::_Exit(9);
    });
    throw 4;
}
