// expect: clean; stdout: "2000\n"
#include <cstdio>
#include <mutex>
#include <thread>

std::mutex mutex;
int counter;

void add() {
    for (int i = 0; i < 1000; i++) {
        std::lock_guard<std::mutex> lock(mutex);
        counter++;
    }
}

int main() {
    std::thread a(add), b(add);
    a.join();
    b.join();
    std::printf("%d\n", counter);
}
