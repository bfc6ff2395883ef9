// What <filesystem> throws. The precompiled part of libc++ was built without exceptions: where it
// should throw, it aborts, and what it knew of the error is lost. But it tells any error to who
// gives it an error_code. So each of its functions is called with one here, and what it tells is
// thrown, with the paths that the function was given. [fs.err.report]

#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <type_traits>

namespace {

using std::error_code;
using std::filesystem::path;

template <class... Paths>
[[noreturn]] void raise(const error_code &error, const char *function, const Paths &...paths) {
    throw std::filesystem::filesystem_error(std::string("in ") + function, paths..., error);
}

/** `call` with the caller's error code, or with one of ours, and then its error is thrown. */
template <class Call, class... Paths>
auto reported(error_code *error, Call call, const char *function, const Paths &...paths) {
    if (error) return call(error);
    error_code ours;
    if constexpr (std::is_void_v<decltype(call(error))>) {
        call(&ours);
        if (ours) raise(ours, function, paths...);
    } else {
        auto result = call(&ours);
        if (ours) raise(ours, function, paths...);
        return result;
    }
}

} // namespace

// The names that scripts/cxx-library.ts gives to what is defined anew here.
#define PRECOMPILED(name, parameters) __asm__("__real__ZNSt3__210filesystem" name parameters)
#define OF_NOTHING "EPNS_10error_codeE"
#define OF_PATH "ERKNS0_4pathEPNS_10error_codeE"
#define OF_PATHS "ERKNS0_4pathES3_PNS_10error_codeE"

#define WITHOUT_PATH(result, name, mangled) \
    result precompiled##name(error_code *error) PRECOMPILED(mangled, OF_NOTHING); \
    result name(error_code *error) { return reported(error, precompiled##name, &#name[2]); }

#define WITH_PATH(result, name, mangled) \
    result precompiled##name(const path &at, error_code *error) PRECOMPILED(mangled, OF_PATH); \
    result name(const path &at, error_code *error) { \
        auto call = [&](error_code *to) { return precompiled##name(at, to); }; \
        return reported(error, call, &#name[2], at); \
    }

#define WITH_PATHS(result, name, mangled) \
    result precompiled##name(const path &from, const path &to, error_code *error) \
        PRECOMPILED(mangled, OF_PATHS); \
    result name(const path &from, const path &to, error_code *error) { \
        auto call = [&](error_code *told) { return precompiled##name(from, to, told); }; \
        return reported(error, call, &#name[2], from, to); \
    }

#define WITH_COPY_OPTIONS(result, name, mangled) \
    result precompiled##name(const path &from, const path &to, copy_options options, \
                             error_code *error) \
        PRECOMPILED(mangled, "ERKNS0_4pathES3_NS0_12copy_optionsEPNS_10error_codeE"); \
    result name(const path &from, const path &to, copy_options options, error_code *error) { \
        auto call = [&](error_code *told) { return precompiled##name(from, to, options, told); }; \
        return reported(error, call, &#name[2], from, to); \
    }

// That there is no such file is an answer, of which the error code tells too. [fs.op.status]
#define STATUS(name, mangled) \
    file_status precompiled##name(const path &at, error_code *error) \
        PRECOMPILED(mangled, OF_PATH); \
    file_status name(const path &at, error_code *error) { \
        if (error) return precompiled##name(at, error); \
        error_code ours; \
        file_status status = precompiled##name(at, &ours); \
        if (status.type() == file_type::none) raise(ours, &#name[2], at); \
        return status; \
    }

namespace std {
inline namespace __2 {
namespace filesystem {

WITHOUT_PATH(path, __current_path, "14__current_path")
WITHOUT_PATH(path, __temp_directory_path, "21__temp_directory_path")

WITH_PATH(path, __absolute, "10__absolute")
WITH_PATH(path, __canonical, "11__canonical")
WITH_PATH(path, __read_symlink, "14__read_symlink")
WITH_PATH(path, __weakly_canonical, "18__weakly_canonical")
WITH_PATH(bool, __create_directories, "20__create_directories")
WITH_PATH(bool, __create_directory, "18__create_directory")
WITH_PATH(bool, __fs_is_empty, "13__fs_is_empty")
WITH_PATH(bool, __remove, "8__remove")
WITH_PATH(uintmax_t, __file_size, "11__file_size")
WITH_PATH(uintmax_t, __hard_link_count, "17__hard_link_count")
WITH_PATH(uintmax_t, __remove_all, "12__remove_all")
WITH_PATH(file_time_type, __last_write_time, "17__last_write_time")
WITH_PATH(space_info, __space, "7__space")
WITH_PATH(void, __current_path, "14__current_path")
STATUS(__status, "8__status")
STATUS(__symlink_status, "16__symlink_status")

WITH_PATHS(bool, __create_directory, "18__create_directory")
WITH_PATHS(bool, __equivalent, "12__equivalent")
WITH_PATHS(void, __copy_symlink, "14__copy_symlink")
WITH_PATHS(void, __create_directory_symlink, "26__create_directory_symlink")
WITH_PATHS(void, __create_hard_link, "18__create_hard_link")
WITH_PATHS(void, __create_symlink, "16__create_symlink")
WITH_PATHS(void, __rename, "8__rename")

WITH_COPY_OPTIONS(bool, __copy_file, "11__copy_file")
WITH_COPY_OPTIONS(void, __copy, "6__copy")

void precompiled_resize(const path &at, uintmax_t bytes, error_code *error)
    PRECOMPILED("13__resize_file", "ERKNS0_4pathEyPNS_10error_codeE");

void __resize_file(const path &at, uintmax_t bytes, error_code *error) {
    auto call = [&](error_code *to) { precompiled_resize(at, bytes, to); };
    reported(error, call, "resize_file", at);
}

void precompiled_permissions(const path &at, perms value, perm_options options, error_code *error)
    PRECOMPILED("13__permissions", "ERKNS0_4pathENS0_5permsENS0_12perm_optionsEPNS_10error_codeE");

void __permissions(const path &at, perms value, perm_options options, error_code *error) {
    auto call = [&](error_code *to) { precompiled_permissions(at, value, options, to); };
    reported(error, call, "permissions", at);
}

void precompiled_set_write_time(const path &at, file_time_type time, error_code *error)
    PRECOMPILED("17__last_write_time",
                "ERKNS0_4pathENS_6chrono10time_pointINS0_16_FilesystemClockENS4_8durationIn"
                "NS_5ratioILx1ELx1000000000EEEEEEEPNS_10error_codeE");

void __last_write_time(const path &at, file_time_type time, error_code *error) {
    auto call = [&](error_code *to) { precompiled_set_write_time(at, time, to); };
    reported(error, call, "last_write_time", at);
}

// ---- Iterators ----------------------------------------------------------------------------------

// The precompiled constructors make the members anew, of which ours have made nothing yet.

void *precompiled_open(directory_iterator *, const path &, error_code *, directory_options)
    PRECOMPILED("18directory_iteratorC1",
                "ERKNS0_4pathEPNS_10error_codeENS0_17directory_optionsE");

directory_iterator::directory_iterator(const path &at, error_code *error,
                                       directory_options options) {
    auto call = [&](error_code *to) { precompiled_open(this, at, to, options); };
    reported(error, call, "directory_iterator", at);
}

void *precompiled_increment(directory_iterator *, error_code *)
    PRECOMPILED("18directory_iterator11__increment", OF_NOTHING);

directory_iterator &directory_iterator::__increment(error_code *error) {
    auto call = [&](error_code *to) { precompiled_increment(this, to); };
    reported(error, call, "directory_iterator::operator++");
    return *this;
}

void *precompiled_open_all(recursive_directory_iterator *, const path &, directory_options,
                           error_code *)
    PRECOMPILED("28recursive_directory_iteratorC1",
                "ERKNS0_4pathENS0_17directory_optionsEPNS_10error_codeE");

recursive_directory_iterator::recursive_directory_iterator(const path &at,
                                                           directory_options options,
                                                           error_code *error)
    : __rec_(false) {
    auto call = [&](error_code *to) { precompiled_open_all(this, at, options, to); };
    reported(error, call, "recursive_directory_iterator", at);
}

void *precompiled_increment_all(recursive_directory_iterator *, error_code *)
    PRECOMPILED("28recursive_directory_iterator11__increment", OF_NOTHING);

recursive_directory_iterator &recursive_directory_iterator::__increment(error_code *error) {
    auto call = [&](error_code *to) { precompiled_increment_all(this, to); };
    reported(error, call, "recursive_directory_iterator::operator++");
    return *this;
}

void precompiled_pop(recursive_directory_iterator *, error_code *)
    PRECOMPILED("28recursive_directory_iterator5__pop", OF_NOTHING);

void recursive_directory_iterator::__pop(error_code *error) {
    auto call = [&](error_code *to) { precompiled_pop(this, to); };
    reported(error, call, "recursive_directory_iterator::pop");
}

} // namespace filesystem
} // namespace __2
} // namespace std
