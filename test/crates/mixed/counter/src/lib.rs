unsafe extern "C" {
    fn counter_bump();
    fn counter_locked(call: extern "C" fn()) -> i32;
}

/// Unlocked.
pub fn bump() {
    unsafe { counter_bump() }
}

/// Under a mutex of C's.
pub fn locked() -> i32 {
    extern "C" fn nothing() {}
    unsafe { counter_locked(nothing) }
}

#[test]
fn is_ordered_by_the_lock_of_c() {
    let threads = [(); 2].map(|()| std::thread::spawn(locked));
    let mut numbers = threads.map(|thread| thread.join().unwrap());
    numbers.sort();
    assert_eq!(numbers, [1, 2]);
}
