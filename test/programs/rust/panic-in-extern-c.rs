// expect: exit 134; stderr: "panic in a function that cannot unwind"
extern "C" fn f() {
    panic!("x")
}
fn main() {
    f()
}
