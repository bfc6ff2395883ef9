// Every drop releases; the last one acquires all of them by a fence, then frees.
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering::*, fence};
use std::thread;

struct Inner {
    count: AtomicUsize,
    value: u32,
}

struct Shared(NonNull<Inner>);

unsafe impl Send for Shared {}

impl Shared {
    fn new(value: u32) -> Self {
        let inner = Box::new(Inner { count: AtomicUsize::new(1), value });
        Shared(NonNull::from(Box::leak(inner)))
    }

    fn inner(&self) -> &Inner {
        unsafe { self.0.as_ref() }
    }

    fn get(&self) -> u32 {
        self.inner().value
    }
}

impl Clone for Shared {
    fn clone(&self) -> Self {
        self.inner().count.fetch_add(1, Relaxed);
        Shared(self.0)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if self.inner().count.fetch_sub(1, Release) == 1 {
            fence(Acquire);
            drop(unsafe { Box::from_raw(self.0.as_ptr()) });
        }
    }
}

fn main() {
    let mine = Shared::new(1);
    let theirs = mine.clone();
    let reader = thread::spawn(move || assert_eq!(theirs.get(), 1));
    assert_eq!(mine.get(), 1);
    drop(mine);
    reader.join().unwrap();
}
