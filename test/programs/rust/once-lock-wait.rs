// expect: clean; stdout: "7 true 3\n"
use std::sync::{Condvar, Mutex, Once, OnceLock};
use std::thread;

static VALUE: OnceLock<u32> = OnceLock::new();
static START: Once = Once::new();

fn main() {
    let gate = (Mutex::new(0), Condvar::new());
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                START.call_once(|| VALUE.set(7).unwrap());
                *gate.0.lock().unwrap() += 1;
                gate.1.notify_all();
            });
        }
        let all = gate.1.wait_while(gate.0.lock().unwrap(), |n| *n < 3).unwrap();
        println!("{} {} {}", VALUE.get().unwrap(), START.is_completed(), *all);
    });
}
