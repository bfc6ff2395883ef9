#include <utility>

enum class Answer { yes, no };

int main() {
    return std::to_underlying(Answer::yes);
}
