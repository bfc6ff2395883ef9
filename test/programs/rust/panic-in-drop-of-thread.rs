// expect: exit 134; stderr: "panic in a destructor during cleanup"
use std::thread;
struct D;
impl Drop for D {
    fn drop(&mut self) {
        panic!("second")
    }
}
fn main() {
    let _ = thread::spawn(|| {
        let _d = D;
        panic!("first")
    })
    .join();
}
