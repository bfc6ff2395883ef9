// expect: race; races-on: shared
#include <memory>
#include <thread>

std::shared_ptr<int> shared = std::make_shared<int>(1);

int main() {
    std::thread other([] { shared = std::make_shared<int>(2); });
    std::shared_ptr<int> copy = shared;
    other.join();
}
