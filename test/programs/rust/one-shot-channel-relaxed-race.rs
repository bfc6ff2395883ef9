// expect: race; races-on: stack, heap
// A channel whose flag is relaxed. The handle is kept: dropped at once, it could order the two.
use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread::{self, Thread};

struct Channel<T> {
    message: UnsafeCell<MaybeUninit<T>>,
    ready: AtomicBool,
}
unsafe impl<T: Send> Sync for Channel<T> {}

struct Sender<'a, T> {
    channel: &'a Channel<T>,
    receiver: Thread,
}
struct Receiver<'a, T> {
    channel: &'a Channel<T>,
    _stays: PhantomData<*const ()>,
}

impl<T> Channel<T> {
    const fn new() -> Self {
        Self { message: UnsafeCell::new(MaybeUninit::uninit()), ready: AtomicBool::new(false) }
    }
    fn split(&mut self) -> (Sender<'_, T>, Receiver<'_, T>) {
        *self = Self::new();
        (
            Sender { channel: self, receiver: thread::current() },
            Receiver { channel: self, _stays: PhantomData },
        )
    }
}
impl<T> Sender<'_, T> {
    fn send(self, message: T) {
        unsafe { (*self.channel.message.get()).write(message) };
        self.channel.ready.store(true, Release);
        let _ = &self.receiver;
    }
}
impl<T> Receiver<'_, T> {
    fn receive(self) -> T {
        while !self.channel.ready.swap(false, Relaxed) {
            thread::yield_now();
        }
        unsafe { (*self.channel.message.get()).assume_init_read() }
    }
}
impl<T> Drop for Channel<T> {
    fn drop(&mut self) {
        if *self.ready.get_mut() {
            unsafe { self.message.get_mut().assume_init_drop() }
        }
    }
}

fn main() {
    let mut channel = Channel::new();
    thread::scope(|scope| {
        let (sender, receiver) = channel.split();
        let handle = scope.spawn(move || sender.send(String::from("hello world!")));
        println!("{}", receiver.receive());
        drop(handle);
    });
}
