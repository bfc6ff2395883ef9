// expect: race; races-on: heap
// A reference to a thread-local given away: the variable's own thread goes on using it.
use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

thread_local!(static LIST: RefCell<Vec<u32>> = RefCell::new(vec![1]));
static AT: AtomicUsize = AtomicUsize::new(0);
static DONE: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let owner = thread::spawn(|| {
        LIST.with(|list| {
            AT.store(list.borrow_mut().as_mut_ptr() as usize, Release);
            while DONE.load(Relaxed) == 0 {
                thread::yield_now();
            }
            list.borrow_mut()[0] = 3;
        })
    });
    while AT.load(Acquire) == 0 {
        thread::yield_now();
    }
    unsafe { *(AT.load(Relaxed) as *mut u32) = 2 };
    DONE.store(1, Relaxed);
    owner.join().unwrap();
}
