// expect: clean; stdout: "caught true true\n"
// A destructor that catches its own panic may run while another unwinds.
use std::panic::catch_unwind;
struct D;
impl Drop for D {
    fn drop(&mut self) {
        let r = catch_unwind(|| panic!("inner"));
        print!("caught {} ", r.is_err())
    }
}
fn main() {
    let r = catch_unwind(|| {
        let _d = D;
        panic!("outer")
    });
    println!("{}", r.is_err())
}
