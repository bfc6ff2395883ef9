// expect: race; races-on: BALANCE
// Each thread holds a lock, but not the same one.
use std::sync::Mutex;
use std::thread;

static mut BALANCE: i64 = 0;
static ONE: Mutex<()> = Mutex::new(());
static OTHER: Mutex<()> = Mutex::new(());

fn main() {
    let other = thread::spawn(|| {
        let _guard = ONE.lock().unwrap();
        unsafe { BALANCE += 10 };
    });
    {
        let _guard = OTHER.lock().unwrap();
        unsafe { BALANCE -= 10 };
    }
    other.join().unwrap();
}
