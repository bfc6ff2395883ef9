// expect: clean; stdout: "true 5 true 6 false\n"
use std::panic;
use std::sync::{Arc, Mutex, RwLock};
use std::thread;

fn main() {
    panic::set_hook(Box::new(|_| {}));
    let mutex = Arc::new(Mutex::new(5));
    let lock = Arc::new(RwLock::new(6));
    let (own, own_lock) = (mutex.clone(), lock.clone());
    let failed = thread::spawn(move || {
        let _guard = own.lock().unwrap();
        let _write = own_lock.write().unwrap();
        panic!("while locked");
    });
    assert!(failed.join().is_err());
    let poisoned = mutex.is_poisoned();
    let value = *mutex.lock().unwrap_or_else(|error| error.into_inner());
    mutex.clear_poison();
    println!(
        "{poisoned} {value} {} {} {}",
        lock.is_poisoned(),
        lock.read().unwrap_err().into_inner(),
        mutex.is_poisoned()
    );
}
