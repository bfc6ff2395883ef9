// expect: clean
#include <cassert>
#include <future>
#include <thread>

int side;

int main() {
    std::promise<int> promise;
    std::shared_future<int> future = promise.get_future().share();
    std::thread other([&promise] {
        side = 3;
        promise.set_value(4);
    });
    std::thread reader([future] { assert(future.get() == 4 && side == 3); });
    assert(future.get() == 4 && side == 3);
    other.join();
    reader.join();
}
