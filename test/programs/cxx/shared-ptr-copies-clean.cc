// expect: clean
// Copies may be made and dropped in several threads; the last one destroys.
#include <cassert>
#include <memory>
#include <thread>

int destroyed;

struct Node {
    int value = 4;
    ~Node() { destroyed++; }
};

int main() {
    {
        auto node = std::make_shared<Node>();
        std::weak_ptr<Node> weak = node;
        auto use = [](std::shared_ptr<Node> own) { assert(own->value == 4); };
        std::thread a(use, node), b(use, node);
        std::thread c([weak] {
            if (auto own = weak.lock()) assert(own->value == 4);
        });
        node.reset();
        a.join();
        b.join();
        c.join();
        assert(weak.expired());
    }
    assert(destroyed == 1);
}
