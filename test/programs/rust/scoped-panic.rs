// expect: clean; stdout: "true 2\n"
// A scope whose thread panics panics itself, after all of its threads have ended.
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    panic::set_hook(Box::new(|_| {}));
    let ended = AtomicU32::new(0);
    let panicked = panic::catch_unwind(AssertUnwindSafe(|| {
        thread::scope(|scope| {
            scope.spawn(|| {
                ended.fetch_add(1, Relaxed);
                panic!("in a scope");
            });
            scope.spawn(|| ended.fetch_add(1, Relaxed));
        })
    }))
    .is_err();
    println!("{panicked} {}", ended.into_inner());
}
