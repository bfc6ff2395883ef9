// expect: clean; stdout: "dropped 1 upgraded true gone true\n"
// Strong and weak counts, with get_mut that locks the weak count.
use std::cell::UnsafeCell;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering::*, fence};
use std::thread;

struct Data<T> {
    strong: AtomicUsize,
    /// Weak ones, and one for all strong ones.
    weak: AtomicUsize,
    value: UnsafeCell<ManuallyDrop<T>>,
}
pub struct Arc<T>(NonNull<Data<T>>);
pub struct Weak<T>(NonNull<Data<T>>);
unsafe impl<T: Send + Sync> Send for Arc<T> {}
unsafe impl<T: Send + Sync> Sync for Arc<T> {}
unsafe impl<T: Send + Sync> Send for Weak<T> {}
unsafe impl<T: Send + Sync> Sync for Weak<T> {}

impl<T> Arc<T> {
    fn new(value: T) -> Self {
        Arc(NonNull::from(Box::leak(Box::new(Data {
            strong: AtomicUsize::new(1),
            weak: AtomicUsize::new(1),
            value: UnsafeCell::new(ManuallyDrop::new(value)),
        }))))
    }
    fn data(&self) -> &Data<T> {
        unsafe { self.0.as_ref() }
    }
    fn get_mut(this: &mut Self) -> Option<&mut T> {
        if this.data().weak.compare_exchange(1, usize::MAX, Acquire, Relaxed).is_err() {
            return None;
        }
        let unique = this.data().strong.load(Relaxed) == 1;
        this.data().weak.store(1, Release);
        if !unique {
            return None;
        }
        fence(Acquire);
        unsafe { Some(&mut *this.data().value.get()) }
    }
    fn downgrade(this: &Self) -> Weak<T> {
        let mut n = this.data().weak.load(Relaxed);
        loop {
            if n == usize::MAX {
                std::hint::spin_loop();
                n = this.data().weak.load(Relaxed);
                continue;
            }
            match this.data().weak.compare_exchange_weak(n, n + 1, Acquire, Relaxed) {
                Ok(_) => return Weak(this.0),
                Err(was) => n = was,
            }
        }
    }
}
impl<T> Deref for Arc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.data().value.get() }
    }
}
impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        self.data().strong.fetch_add(1, Relaxed);
        Arc(self.0)
    }
}
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        if self.data().strong.fetch_sub(1, Release) == 1 {
            fence(Acquire);
            unsafe { ManuallyDrop::drop(&mut *self.data().value.get()) };
            drop(Weak(self.0));
        }
    }
}
impl<T> Weak<T> {
    fn upgrade(&self) -> Option<Arc<T>> {
        let data = unsafe { self.0.as_ref() };
        let mut n = data.strong.load(Relaxed);
        while n != 0 {
            match data.strong.compare_exchange_weak(n, n + 1, Relaxed, Relaxed) {
                Ok(_) => return Some(Arc(self.0)),
                Err(was) => n = was,
            }
        }
        None
    }
}
impl<T> Drop for Weak<T> {
    fn drop(&mut self) {
        if unsafe { self.0.as_ref() }.weak.fetch_sub(1, Release) == 1 {
            fence(Acquire);
            drop(unsafe { Box::from_raw(self.0.as_ptr()) });
        }
    }
}

static DROPS: AtomicUsize = AtomicUsize::new(0);
struct Counted {
    values: Vec<u32>,
}
impl Drop for Counted {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Relaxed);
    }
}

fn main() {
    let mut one = Arc::new(Counted { values: vec![1] });
    Arc::get_mut(&mut one).unwrap().values.push(2);
    let weak = Arc::downgrade(&one);
    let weak_too = Arc::downgrade(&one);
    let two = one.clone();
    let first = thread::spawn(move || {
        let upgraded = weak.upgrade().is_some();
        assert_eq!(two.values.len(), 2);
        upgraded
    });
    let second = thread::spawn(move || {
        while one.data().strong.load(Relaxed) > 1 {
            thread::yield_now();
        }
        drop(one);
    });
    let upgraded = first.join().unwrap();
    second.join().unwrap();
    let gone = weak_too.upgrade().is_none();
    println!("dropped {} upgraded {upgraded} gone {gone}", DROPS.load(Relaxed));
}
