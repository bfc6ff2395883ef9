// expect: clean; stdout: "100\n"
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::sync::mpsc::channel;
use std::thread;
static DROPS: AtomicU32 = AtomicU32::new(0);
struct D;
impl Drop for D {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Relaxed);
    }
}
fn main() {
    let (tx, rx) = channel();
    let t = thread::spawn(move || {
        for _ in 0..100 {
            let _ = tx.send(D);
        }
    });
    let _first = rx.recv();
    drop(rx);
    t.join().unwrap();
    drop(_first);
    println!("{}", DROPS.load(Relaxed));
}
