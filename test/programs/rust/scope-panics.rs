// expect: exit 101; stderr: "a scoped thread panicked"
use std::thread;
fn main() {
    thread::scope(|s| {
        s.spawn(|| panic!("inner"));
    });
}
