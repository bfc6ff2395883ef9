// The out-of-line part of <thread>: joining, and what is done as a thread ends.

#include <cerrno>
#include <condition_variable>
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

class __thread_struct_imp {
public:
    ~__thread_struct_imp() {
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

__thread_specific_ptr<__thread_struct> &__thread_local_data() {
    // Never destroyed: threads may outlive the static objects.
    alignas(__thread_specific_ptr<__thread_struct>) static char
        storage[sizeof(__thread_specific_ptr<__thread_struct>)];
    static auto *data = new (storage) __thread_specific_ptr<__thread_struct>();
    return *data;
}

__thread_struct::__thread_struct() : __p_(new __thread_struct_imp) {}

__thread_struct::~__thread_struct() { delete __p_; }

void __thread_struct::notify_all_at_thread_exit(condition_variable *condition, mutex *mutex) {
    __p_->notified.emplace_back(condition, mutex);
}

void __thread_struct::__make_ready_at_thread_exit(__assoc_sub_state *state) {
    __p_->made_ready.push_back(state);
    state->__add_shared();
}

} // namespace __2
} // namespace std
