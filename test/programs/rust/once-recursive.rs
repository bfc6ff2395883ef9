// expect: deadlock
use std::sync::Once;
static O: Once = Once::new();
fn main() {
    O.call_once(|| O.call_once(|| ()))
}
