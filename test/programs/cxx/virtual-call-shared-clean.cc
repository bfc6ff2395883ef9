// expect: clean
#include <cassert>
#include <memory>
#include <thread>

struct Shape {
    virtual ~Shape() = default;
    virtual int area() const = 0;
};
struct Square : Shape {
    int side = 3;
    int area() const override { return side * side; }
};

int main() {
    std::unique_ptr<Shape> shape = std::make_unique<Square>();
    auto use = [&] { assert(shape->area() == 9); };
    std::thread a(use), b(use);
    a.join();
    b.join();
}
