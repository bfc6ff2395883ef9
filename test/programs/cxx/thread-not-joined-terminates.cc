// expect: exit 134; stderr: "without an active exception"
#include <thread>

int main() {
    std::thread other([] {});
}
