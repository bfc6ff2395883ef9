// expect: clean; stdout: "dropped\n"
// upgrade against the last drop: one of them wins.
use std::sync::{Arc, Weak};
use std::thread;

struct Loud(#[allow(dead_code)] Box<u32>);
impl Drop for Loud {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    let strong = Arc::new(Loud(Box::new(3)));
    let weak: Weak<Loud> = Arc::downgrade(&strong);
    let other = thread::spawn(move || weak.upgrade().map(|loud| *loud.0));
    drop(strong);
    let seen = other.join().unwrap();
    assert!(seen.is_none() || seen == Some(3));
}
