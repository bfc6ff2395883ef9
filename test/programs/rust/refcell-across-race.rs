// expect: race; races-on: stack
// A RefCell shared by force: its flag is a plain variable.
use std::cell::RefCell;
use std::thread;

struct Forced(RefCell<u32>);
unsafe impl Sync for Forced {}

fn main() {
    let cell = Forced(RefCell::new(0));
    let cell = &cell;
    thread::scope(|scope| {
        scope.spawn(|| cell.0.try_borrow_mut().map(|mut n| *n += 1).is_ok());
        scope.spawn(|| cell.0.try_borrow_mut().map(|mut n| *n += 1).is_ok());
    });
}
