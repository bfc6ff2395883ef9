// expect: clean; stdout: "3\n"
#include <cstdio>
#include <thread>

int main() {
    int sum = 0;
    std::thread other([&sum](int a, int b) { sum = a + b; }, 1, 2);
    other.join();
    std::printf("%d\n", sum);
}
