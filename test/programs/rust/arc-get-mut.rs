// expect: clean; stdout: "2\n"
use std::sync::Arc;
use std::thread;

fn main() {
    let mut shared = Arc::new(1);
    let theirs = Arc::clone(&shared);
    let other = thread::spawn(move || assert_eq!(*theirs, 1));
    loop {
        if let Some(alone) = Arc::get_mut(&mut shared) {
            *alone = 2;
            break;
        }
        thread::yield_now();
    }
    println!("{shared}");
    other.join().unwrap();
}
