// expect: clean; stdout: "true [3, 2]\n"
use std::cell::{Cell, RefCell};
use std::sync::Mutex;
use std::thread;
static LOG: Mutex<Vec<u32>> = Mutex::new(Vec::new());
struct D(u32);
impl Drop for D {
    fn drop(&mut self) {
        LOG.lock().unwrap().push(self.0);
        let _ = B.try_with(|b| b.0);
    }
}
thread_local! {
    static A: RefCell<Option<D>> = const { RefCell::new(None) };
    static B: D = D(2);
    static N: Cell<u32> = const { Cell::new(0) };
}
fn main() {
    let gone = thread::spawn(|| {
        N.set(N.get() + 1);
        B.with(|b| assert_eq!(b.0, 2));
        A.set(Some(D(3)));
        N.take()
    })
    .join()
    .unwrap();
    let mut log = LOG.lock().unwrap().clone();
    log.sort_by(|a, b| b.cmp(a));
    println!("{} {log:?}", gone == 1 && N.get() == 0);
}
