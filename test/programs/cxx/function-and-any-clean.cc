// expect: clean
#include <cassert>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <unordered_map>

int main() {
    std::unordered_map<std::string, std::function<int(int)>> actions;
    actions["double"] = [](int n) { return 2 * n; };
    actions["negate"] = std::negate<int>();
    auto use = [&] { assert(actions.at("double")(4) == 8 && actions.at("negate")(1) == -1); };
    std::thread a(use), b(use);
    a.join();
    b.join();
}
