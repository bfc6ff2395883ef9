// expect: clean; stdout: "2\n"
// A successful try_lock acquires what the last unlock released.
use std::sync::Mutex;
use std::thread;

static LOCK: Mutex<()> = Mutex::new(());
static mut TURNS: u32 = 0;

fn turn() {
    loop {
        if let Ok(_guard) = LOCK.try_lock() {
            unsafe { TURNS += 1 };
            return;
        }
        thread::yield_now();
    }
}

fn main() {
    let other = thread::spawn(turn);
    turn();
    other.join().unwrap();
    println!("{}", unsafe { TURNS });
}
