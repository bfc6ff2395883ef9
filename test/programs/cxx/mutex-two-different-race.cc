// expect: race; races-on: counter
#include <mutex>
#include <thread>

std::mutex one, two;
int counter;

int main() {
    std::thread a([] { std::lock_guard<std::mutex> lock(one); counter++; });
    std::thread b([] { std::lock_guard<std::mutex> lock(two); counter++; });
    a.join();
    b.join();
}
