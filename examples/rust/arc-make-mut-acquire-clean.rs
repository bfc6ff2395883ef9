// Arc::make_mut acquires the former owner's release decrement. Its own last store may be a release
// store: it publishes that the count is 1 again.
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

    /// In place for a sole owner, else on a copy of its own. The exchange with 0 keeps others out.
    fn make_mut(&mut self) -> &mut u32 {
        if self.inner().count.compare_exchange(1, 0, Acquire, Relaxed).is_ok() {
            self.inner().count.store(1, Release);
        } else {
            *self = Shared::new(self.get());
        }
        unsafe { &mut self.0.as_mut().value }
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
    let mut mine = Shared::new(1);
    let theirs = mine.clone();
    let reader = thread::spawn(move || assert_eq!(theirs.get(), 1));
    while mine.inner().count.load(Relaxed) != 1 {
        thread::yield_now();
    }
    *mine.make_mut() += 1;
    println!("{}", mine.get());
    reader.join().unwrap();
}
