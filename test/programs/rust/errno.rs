// expect: clean; stdout: "NotFound\nNotFound\n"
// Each thread has its own errno.
use std::fs::File;
use std::thread;

fn look() {
    let error = File::open("no such file").unwrap_err();
    println!("{:?}", error.kind());
}

fn main() {
    let other = thread::spawn(look);
    look();
    other.join().unwrap();
}
