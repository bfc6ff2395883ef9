// expect: exit 134; stderr: "std::runtime_error: lost"
#include <stdexcept>
#include <thread>

int main() {
    std::thread([] { throw std::runtime_error("lost"); }).join();
}
