// expect: clean; stdout: "ok\n"
// An allocator of its own: whoever gets a block again comes after who freed it, by a lock.
use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::thread;
const SIZE: usize = 1 << 20;
#[repr(align(64))]
struct Bump {
    lock: AtomicBool,
    at: AtomicUsize,
    free: UnsafeCell<[*mut u8; 24]>,
    area: UnsafeCell<[u8; SIZE]>,
}
unsafe impl Sync for Bump {}
fn class(l: Layout) -> usize {
    l.size().max(l.align()).max(8).next_power_of_two().trailing_zeros() as usize
}
impl Bump {
    fn locked<R>(&self, f: impl FnOnce() -> R) -> R {
        while self.lock.swap(true, Acquire) {
            std::hint::spin_loop()
        }
        let r = f();
        self.lock.store(false, Release);
        r
    }
}
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        let c = class(l);
        self.locked(|| unsafe {
            let head = &mut (*self.free.get())[c];
            if !head.is_null() {
                let p = *head;
                *head = *p.cast::<*mut u8>();
                return p;
            }
            let size = 1 << c;
            let at = (self.at.load(Relaxed) + size - 1) & !(size - 1);
            if at + size > SIZE {
                return std::ptr::null_mut();
            }
            self.at.store(at + size, Relaxed);
            self.area.get().cast::<u8>().add(at)
        })
    }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) {
        let c = class(l);
        self.locked(|| unsafe {
            *p.cast::<*mut u8>() = (*self.free.get())[c];
            (*self.free.get())[c] = p;
        })
    }
}
#[global_allocator]
static A: Bump = Bump {
    lock: AtomicBool::new(false),
    at: AtomicUsize::new(0),
    free: UnsafeCell::new([std::ptr::null_mut(); 24]),
    area: UnsafeCell::new([0; SIZE]),
};
fn main() {
    for _ in 0..5 {
        let ts: Vec<_> = (0..3)
            .map(|i| thread::spawn(move || (0..20).map(|k| format!("{i}{k}")).collect::<Vec<_>>()))
            .collect();
        for t in ts {
            assert_eq!(t.join().unwrap().len(), 20);
        }
    }
    println!("ok");
}
