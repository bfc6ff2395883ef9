// expect: exit 134
fn main() {
    std::process::abort();
}
