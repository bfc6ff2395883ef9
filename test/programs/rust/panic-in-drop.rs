// expect: exit 134; stderr: "panic in a destructor during cleanup"
struct D;
impl Drop for D {
    fn drop(&mut self) {
        panic!("second")
    }
}
fn main() {
    let _d = D;
    panic!("first");
}
