// expect: clean
#include <cassert>
#include <mutex>
#include <thread>

std::recursive_mutex mutex;
int depth;

void descend(int levels) {
    std::lock_guard<std::recursive_mutex> lock(mutex);
    depth++;
    if (levels > 1) descend(levels - 1);
}

int main() {
    std::thread a(descend, 3), b(descend, 4);
    a.join();
    b.join();
    assert(depth == 7);
}
