// expect: race; races-on: work; options: -std=c++20
#include <stop_token>
#include <thread>

int work;

int main() {
    std::jthread worker([](std::stop_token token) {
        do work++;
        while (!token.stop_requested());
    });
    work++;
}
