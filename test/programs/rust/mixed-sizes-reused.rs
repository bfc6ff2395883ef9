// expect: clean
// Memory that is allocated anew has no accesses of before, of whatever size.
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    for n in 0..20 {
        let word = Box::new(AtomicU32::new(n));
        let parts = Box::new([const { AtomicU8::new(0) }; 4]);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| word.fetch_add(1, Relaxed));
                scope.spawn(|| parts[1].fetch_add(1, Relaxed));
            }
        });
        assert_eq!(word.load(Relaxed), n + 2);
        drop(parts);
        drop(word);
    }
}
