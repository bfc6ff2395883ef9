// expect: clean
// What <filesystem> throws has the code and the paths of the call [fs.err.report], and its text
// names each of them once [fs.filesystem.error.members].
#include <cassert>
#include <filesystem>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

const fs::path A = "/no-such-folder/a", B = "/no-such-folder/b";

int count(const std::string &text, const std::string &part) {
    int times = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) times++;
    return times;
}

template <class Action>
void throws(Action action, const fs::path &path1 = A, const fs::path &path2 = {},
            std::errc code = std::errc::no_such_file_or_directory) {
    try {
        action();
    } catch (const fs::filesystem_error &error) {
        const std::string what = error.what();
        assert(error.path1() == path1 && error.path2() == path2);
        assert(error.code() == code);
        assert(count(what, error.code().message()) == 1);
        assert(count(what, "filesystem error") <= 1);
        for (const fs::path &path : {path1, path2}) {
            assert(path.empty() || count(what, path.string()) == 1);
        }
        return;
    }
    assert(!"thrown");
}

int main() {
    throws([] { (void)fs::file_size(A); });
    throws([] { (void)fs::hard_link_count(A); });
    throws([] { (void)fs::last_write_time(A); });
    throws([] { (void)fs::canonical(A); });
    throws([] { (void)fs::is_empty(A); });
    throws([] { (void)fs::read_symlink(A); });
    throws([] { fs::copy(A, B); }, A, B);
    throws([] { fs::copy_file(A, B); }, A, B);
    throws([] { (void)fs::directory_iterator(A); });
    throws([] { (void)fs::recursive_directory_iterator(A); });
    throws([] { (void)fs::directory_entry(A).file_size(); });
    throws([] { throw fs::filesystem_error("mine", A, B, make_error_code(std::errc::io_error)); },
           A, B, std::errc::io_error);

    // What is not there is an answer of these.
    assert(!fs::exists(A) && !fs::is_directory(A));
    assert(fs::status(A).type() == fs::file_type::not_found);
    assert(fs::symlink_status(A).type() == fs::file_type::not_found);
    assert(fs::weakly_canonical(A) == A);
    assert(fs::absolute(A) == A);

    // Who asks for a code gets it, and nothing is thrown.
    std::error_code code;
    assert(fs::file_size(A, code) == static_cast<std::uintmax_t>(-1));
    assert(code == std::errc::no_such_file_or_directory);
    assert(fs::directory_iterator(A, code) == fs::directory_iterator());
    assert(code == std::errc::no_such_file_or_directory);
    assert(!fs::exists(A, code) && !code);

    // Without an error all is as ever.
    int files = 0, all = 0;
    for (const auto &entry : fs::directory_iterator(".")) files += entry.is_regular_file();
    for (const auto &entry : fs::recursive_directory_iterator(".")) all += entry.is_regular_file();
    assert(files > 0 && all >= files);
    assert(fs::file_size("filesystem-errors-clean.cc") > 0);
    return 0;
}
