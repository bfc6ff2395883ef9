// expect: deadlock; options: -std=c++20
#include <atomic>

int main() {
    std::atomic<int> state{0};
    state.wait(0);
}
