// The out-of-line part of <thread>: joining, and what is done as a thread ends.

#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <future>
#include <mutex>
#include <system_error>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace std {
inline namespace __2 {

static bool is_calling(const __libcpp_thread_t &thread) {
    return __libcpp_thread_id_equal(__libcpp_thread_get_id(&thread),
                                    __libcpp_thread_get_current_id());
}

thread::~thread() {
    if (joinable()) terminate();
}

// [thread.thread.member]: that a thread joins itself is an error, not undefined as in POSIX.
void thread::join() {
    int error = EINVAL;
    if (joinable()) error = is_calling(__t_) ? EDEADLK : __libcpp_thread_join(&__t_);
    if (error) __throw_system_error(error, "thread::join failed");
    __t_ = _LIBCPP_NULL_THREAD;
}

void thread::detach() {
    int error = joinable() ? __libcpp_thread_detach(&__t_) : EINVAL;
    if (error) __throw_system_error(error, "thread::detach failed");
    __t_ = _LIBCPP_NULL_THREAD;
}

unsigned thread::hardware_concurrency() noexcept {
    return static_cast<unsigned>(sysconf(_SC_NPROCESSORS_ONLN));
}

namespace this_thread {

void sleep_for(const chrono::nanoseconds &duration) {
    if (duration > chrono::nanoseconds::zero()) __libcpp_thread_sleep_for(duration);
}

} // namespace this_thread

// ---- What is done as a thread ends, after the destructors of its thread-local objects -----------

// Threads that std::thread didn't begin, main among them, have no __thread_struct. So it stays
// empty, any object of it will do, and what is to be done hangs on a key of ours.

__thread_specific_ptr<__thread_struct> &__thread_local_data() {
    // Never destroyed: threads may outlive the static objects.
    alignas(__thread_specific_ptr<__thread_struct>) static char
        storage[sizeof(__thread_specific_ptr<__thread_struct>)];
    static auto *data = new (storage) __thread_specific_ptr<__thread_struct>();
    return *data;
}

__thread_struct::__thread_struct() : __p_(nullptr) {}

__thread_struct::~__thread_struct() {}

namespace {

struct ending {
    ~ending() {
        for (auto &[condition, mutex] : notified) {
            mutex->unlock();
            condition->notify_all();
        }
        for (__assoc_sub_state *state : made_ready) {
            state->__make_ready();
            state->__release_shared();
        }
    }

    vector<pair<condition_variable *, mutex *>> notified;
    vector<__assoc_sub_state *> made_ready;
};

__libcpp_tls_key ending_key;

// Who returns from main, or calls exit, comes by no destructors of keys.
void end_by_exit() {
    auto *todo = static_cast<ending *>(__libcpp_tls_get(ending_key));
    __libcpp_tls_set(ending_key, nullptr);
    delete todo;
}

ending &ending_of_caller() {
    static const int error = [] {
        atexit(end_by_exit);
        return __libcpp_tls_create(&ending_key,
                                   [](void *todo) { delete static_cast<ending *>(todo); });
    }();
    if (error) __throw_system_error(error, "thread-specific data");
    auto *todo = static_cast<ending *>(__libcpp_tls_get(ending_key));
    if (!todo) {
        todo = new ending;
        __libcpp_tls_set(ending_key, todo);
    }
    return *todo;
}

} // namespace

void __thread_struct::notify_all_at_thread_exit(condition_variable *condition, mutex *mutex) {
    ending_of_caller().notified.emplace_back(condition, mutex);
}

void __thread_struct::__make_ready_at_thread_exit(__assoc_sub_state *state) {
    ending_of_caller().made_ready.push_back(state);
    state->__add_shared();
}

void notify_all_at_thread_exit(condition_variable &condition, unique_lock<mutex> lock) {
    __thread_struct().notify_all_at_thread_exit(&condition, lock.release());
}

} // namespace __2
} // namespace std
