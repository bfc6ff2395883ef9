// expect: clean; stdout: "dropped once\n"
// The last owner's drop comes after all that the others did: their decrements release, its fence
// acquires.
use std::sync::{Arc, Weak};
use std::thread;

struct Shared(Vec<u32>);

impl Drop for Shared {
    fn drop(&mut self) {
        self.0.clear();
        println!("dropped once");
    }
}

fn main() {
    let shared = Arc::new(Shared(vec![1, 2, 3]));
    let weak: Weak<Shared> = Arc::downgrade(&shared);
    let threads: Vec<_> = (0..3)
        .map(|index| {
            let (shared, weak) = (Arc::clone(&shared), weak.clone());
            thread::spawn(move || {
                assert_eq!(shared.0[index], index as u32 + 1);
                drop(shared);
                drop(weak.upgrade());
            })
        })
        .collect();
    drop(shared);
    for thread in threads {
        thread.join().unwrap();
    }
    assert!(weak.upgrade().is_none());
}
