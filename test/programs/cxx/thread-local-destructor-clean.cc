// expect: clean; stdout: "made 1\ngone 1\nmade 2\nmain gone\n"
#include <cstdio>
#include <thread>

struct Noisy {
    int number;
    explicit Noisy(int number) : number(number) { std::printf("made %d\n", number); }
    ~Noisy() { std::printf(number == 2 ? "main gone\n" : "gone %d\n", number); }
};

int next;

int own() {
    thread_local Noisy noisy(++next);
    return noisy.number;
}

int main() {
    std::thread([] { own(); }).join();
    own();
}
