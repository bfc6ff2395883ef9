// expect: clean; stdout: "190\n"
// A lock-free stack that never frees: a pop that fails has only read.
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering::*};
use std::thread;

struct Node {
    value: u32,
    next: *mut Node,
}
static HEAD: AtomicPtr<Node> = AtomicPtr::new(null_mut());

fn push(value: u32) {
    let node = Box::into_raw(Box::new(Node { value, next: HEAD.load(Relaxed) }));
    while let Err(head) = HEAD.compare_exchange_weak(unsafe { (*node).next }, node, Release, Relaxed) {
        unsafe { (*node).next = head };
    }
}
fn pop() -> Option<u32> {
    let mut head = HEAD.load(Acquire);
    while !head.is_null() {
        let next = unsafe { (*head).next };
        match HEAD.compare_exchange_weak(head, next, Acquire, Acquire) {
            Ok(_) => return Some(unsafe { (*head).value }),
            Err(newer) => head = newer,
        }
    }
    None
}

fn main() {
    let pushers: Vec<_> = (0..2).map(|n| thread::spawn(move || (0..10).for_each(|i| push(n * 10 + i)))).collect();
    let popper = thread::spawn(|| (0..15).filter_map(|_| pop()).sum::<u32>());
    pushers.into_iter().for_each(|pusher| pusher.join().unwrap());
    let taken = popper.join().unwrap();
    println!("{}", taken + std::iter::from_fn(pop).sum::<u32>());
}
