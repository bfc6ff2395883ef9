// expect: race; races-on: stack
// A ring whose consumer gives slots back relaxed: the producer writes them anew, unordered.
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

struct Ring<T, const N: usize> {
    slots: [UnsafeCell<MaybeUninit<T>>; N],
    read: AtomicUsize,
    written: AtomicUsize,
}
unsafe impl<T: Send, const N: usize> Sync for Ring<T, N> {}

impl<T, const N: usize> Ring<T, N> {
    fn push(&self, value: T) -> Result<(), T> {
        let written = self.written.load(Relaxed);
        if written - self.read.load(Acquire) == N {
            return Err(value);
        }
        unsafe { (*self.slots[written % N].get()).write(value) };
        self.written.store(written + 1, Release);
        Ok(())
    }
    fn pop(&self) -> Option<T> {
        let read = self.read.load(Relaxed);
        if read == self.written.load(Acquire) {
            return None;
        }
        let value = unsafe { (*self.slots[read % N].get()).assume_init_read() };
        self.read.store(read + 1, Relaxed);
        Some(value)
    }
}

fn main() {
    let ring: Ring<String, 2> = Ring {
        slots: [const { UnsafeCell::new(MaybeUninit::uninit()) }; 2],
        read: AtomicUsize::new(0),
        written: AtomicUsize::new(0),
    };
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..20 {
                let mut value = n.to_string();
                while let Err(back) = ring.push(value) {
                    value = back;
                    thread::yield_now();
                }
            }
        });
        let mut got = Vec::new();
        while got.len() < 20 {
            match ring.pop() {
                Some(value) => got.push(value),
                None => thread::yield_now(),
            }
        }
        println!("{}", got.iter().enumerate().all(|(n, value)| *value == n.to_string()));
    });
}
