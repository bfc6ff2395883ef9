//! Jung's program as it stands: two halves of a join, and a flag in the order that is asked for.
use std::sync::atomic::{AtomicUsize, Ordering};

static mut DATA: Option<String> = None;
static FLAG: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let relaxed = std::env::args().nth(1).as_deref() == Some("relaxed");
    let (store, load) = match relaxed {
        true => (Ordering::Relaxed, Ordering::Relaxed),
        false => (Ordering::Release, Ordering::Acquire),
    };
    rayon::ThreadPoolBuilder::new().num_threads(2).build_global().unwrap();
    rayon::join(
        || {
            unsafe { DATA = Some("Hello World!".to_string()) };
            FLAG.store(1, store);
        },
        || {
            while FLAG.load(load) == 0 {}
            println!("{}", unsafe { (*&raw const DATA).as_ref().unwrap() });
        },
    );
}
