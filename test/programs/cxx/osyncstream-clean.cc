// expect: clean; stdout: "one line\none line\none line\nlast 3\n"
// What an osyncstream holds goes out in one piece. [syncstream.syncbuf.members]

#include <iostream>
#include <syncstream>
#include <thread>
#include <vector>

int main() {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([] {
            std::osyncstream out(std::cout);
            out << "one ";
            std::this_thread::yield();
            out << "line\n";
        });
    }
    threads.clear();
    std::osyncstream(std::cout) << "last " << 3 << '\n';
}
