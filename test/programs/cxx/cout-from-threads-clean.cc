// expect: clean
// [iostream.objects.overview]/5: no data race on the standard streams.
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>

int main() {
    auto print = [](int n) {
        for (int i = 0; i < 3; i++) {
            std::cout << "thread " << n << std::string(2, '.') << std::setw(4) << i * 1.5 << std::endl;
            std::cerr << n << '\n';
        }
    };
    std::thread a(print, 1), b(print, 2);
    print(0);
    a.join();
    b.join();
}
