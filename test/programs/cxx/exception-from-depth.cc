// expect: clean; stdout: "50000 frames unwound\n"
// An exception leaves a deep stack, whose frames have destructors.
#include <cstdio>
#include <stdexcept>
#include <thread>

static int unwound;

struct Frame {
    ~Frame() { unwound++; }
};

static int descend(int n)
{
    Frame frame;
    if (n == 1)
        throw std::runtime_error("bottom");
    return 1 + descend(n - 1);
}

int main()
{
    std::thread([] {
        try {
            descend(50000);
        } catch (const std::runtime_error &) {
            std::printf("%d frames unwound\n", unwound);
        }
    }).join();
}
