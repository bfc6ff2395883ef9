// expect: race; races-on: log_length
// The destructors run in their threads, which nothing orders.
#include <thread>

int log_length;

struct Logged {
    int used = 0;
    ~Logged() { log_length++; }
};

thread_local Logged logged;

int main() {
    std::thread a([] { logged.used++; }), b([] { logged.used++; });
    a.join();
    b.join();
}
