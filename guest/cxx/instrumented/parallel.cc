// The threads of parallel algorithms (guest/cxx/include/__pstl). The caller's own does the first
// part, as the standard lets it. [algorithms.parallel.exec]

#include <thread>
#include <vector>

// An exception that leaves a function of the program's ends it, on whatever thread.
// [algorithms.parallel.exceptions]
extern "C" void antecede_parallel(unsigned parts, void (*run)(void *, unsigned),
                                  void *context) noexcept {
    std::vector<std::thread> others;
    for (unsigned part = 1; part < parts; ++part) others.emplace_back(run, context, part);
    if (parts > 0) run(context, 0);
    for (std::thread &other : others) other.join();
}
