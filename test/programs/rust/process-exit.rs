// expect: exit 7; stdout: "leaving\n"
use std::thread;

fn main() {
    let _ = thread::spawn(|| {
        println!("leaving");
        std::process::exit(7);
    })
    .join();
    unreachable!();
}
