#include <stdexcept>

extern "C" int caught() {
    try {
        throw std::runtime_error("thrown");
    } catch (const std::exception &) {
        return 7;
    }
}
