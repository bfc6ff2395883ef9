// expect: deadlock
use std::sync::RwLock;
fn main() {
    let m = RwLock::new(0);
    let _a = m.read().unwrap();
    let _b = m.write();
}
