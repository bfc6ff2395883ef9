// expect: clean; stdout: "1\n"
// Arc::into_inner: of all that give up theirs, exactly one gets the value.
use std::sync::Arc;
use std::thread;

fn main() {
    let one = Arc::new(String::from("x"));
    let two = one.clone();
    let first = thread::spawn(move || Arc::into_inner(one).is_some());
    let second = thread::spawn(move || Arc::into_inner(two).is_some());
    println!("{}", first.join().unwrap() as u32 + second.join().unwrap() as u32);
}
