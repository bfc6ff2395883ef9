// expect: clean; stdout: "1 2 3\n"
// Creation orders what came before it, join what the thread did.
use std::thread;

static mut LOG: [u32; 3] = [0; 3];

fn main() {
    unsafe { LOG[0] = 1 };
    thread::spawn(|| unsafe { LOG[1] = LOG[0] + 1 }).join().unwrap();
    unsafe { LOG[2] = LOG[1] + 1 };
    let [a, b, c] = unsafe { LOG };
    println!("{a} {b} {c}");
}
