// expect: race; races-on: stack
// A monotonic buffer is no more safe than a pool. [mem.res.monotonic.buffer]/2

#include <memory_resource>
#include <thread>

static char memory[1024];

int main() {
    std::pmr::monotonic_buffer_resource buffer(memory, sizeof memory);
    auto use = [&] { (void)buffer.allocate(32); };
    std::thread first(use), second(use);
    first.join();
    second.join();
}
