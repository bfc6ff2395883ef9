// Servo's copy of Arc, mended: is_unique acquires.
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering::*};
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

    fn is_unique(&self) -> bool {
        self.inner().count.load(Acquire) == 1
    }

    fn get_mut(&mut self) -> Option<&mut u32> {
        if self.is_unique() {
            Some(unsafe { &mut self.0.as_mut().value })
        } else {
            None
        }
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
        if self.inner().count.fetch_sub(1, Release) != 1 {
            return;
        }
        self.inner().count.load(Acquire);
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

fn main() {
    let mut mine = Shared::new(1);
    let theirs = mine.clone();
    let reader = thread::spawn(move || assert_eq!(theirs.get(), 1));
    loop {
        if let Some(value) = mine.get_mut() {
            *value = 2;
            break;
        }
        thread::yield_now();
    }
    println!("{}", mine.get());
    reader.join().unwrap();
}
