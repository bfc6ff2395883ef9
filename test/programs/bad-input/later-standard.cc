#include <thread>

int main() {
    std::jthread thread([] {});
}
