// expect: clean
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::sync::{Barrier, Condvar, Mutex, Once, OnceLock, RwLock, mpsc};
use std::thread;
static X: AtomicU32 = AtomicU32::new(0);
static M: Mutex<bool> = Mutex::new(false);
static C: Condvar = Condvar::new();
static R: RwLock<bool> = RwLock::new(false);
static O: Once = Once::new();
static L: OnceLock<u32> = OnceLock::new();
fn main() {
    // Mutex and Condvar
    let t = thread::spawn(|| {
        X.store(1, Relaxed);
        *M.lock().unwrap() = true;
        C.notify_one()
    });
    drop(C.wait_while(M.lock().unwrap(), |ready| !*ready).unwrap());
    assert_eq!(X.load(Relaxed), 1);
    t.join().unwrap();
    // RwLock
    let t = thread::spawn(|| {
        X.store(2, Relaxed);
        *R.write().unwrap() = true
    });
    while !*R.read().unwrap() {
        thread::yield_now()
    }
    assert_eq!(X.load(Relaxed), 2);
    t.join().unwrap();
    // park
    let main = thread::current();
    static GO: AtomicU32 = AtomicU32::new(0);
    let t = thread::spawn(move || {
        X.store(3, Relaxed);
        GO.store(1, Relaxed);
        main.unpark()
    });
    while GO.load(Relaxed) == 0 {
        thread::park()
    }
    t.join().unwrap();
    assert_eq!(X.load(Relaxed), 3);
    // channel
    let (tx, rx) = mpsc::channel();
    let t = thread::spawn(move || {
        X.store(4, Relaxed);
        tx.send(()).unwrap()
    });
    rx.recv().unwrap();
    assert_eq!(X.load(Relaxed), 4);
    t.join().unwrap();
    // barrier
    let b = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| {
            X.store(5, Relaxed);
            b.wait()
        });
        b.wait();
        assert_eq!(X.load(Relaxed), 5)
    });
    // once
    let t = thread::spawn(|| O.call_once(|| X.store(6, Relaxed)));
    O.call_once(|| X.store(6, Relaxed));
    assert_eq!(X.load(Relaxed), 6);
    t.join().unwrap();
    let t = thread::spawn(|| {
        *L.get_or_init(|| {
            X.store(7, Relaxed);
            1
        })
    });
    L.get_or_init(|| {
        X.store(7, Relaxed);
        1
    });
    assert_eq!(X.load(Relaxed), 7);
    t.join().unwrap();
}
