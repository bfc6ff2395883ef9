// expect: clean; stdout: "Ok 1 [1, 2] [1, 2, 3] None true 2\n"
use std::sync::Arc;
use std::thread;

fn main() {
    let one = Arc::new(vec![1, 2]);
    let two = one.clone();
    let reader = thread::spawn(move || two.len());
    reader.join().unwrap();
    let count = Arc::strong_count(&one);
    let own = Arc::try_unwrap(one).unwrap();
    let mut shared = Arc::new(own);
    let kept = shared.clone();
    let other = thread::spawn(move || {
        Arc::make_mut(&mut shared).push(3);
        shared
    });
    let pushed = other.join().unwrap();
    let weak = Arc::downgrade(&kept);
    let text = format!("Ok {count} {kept:?} {pushed:?}");
    let into = Arc::into_inner(kept);
    println!("{text} {:?} {} {}", weak.upgrade(), into.is_some(), Arc::new_cyclic(|me: &std::sync::Weak<usize>| {
        assert!(me.upgrade().is_none());
        2
    }));
}
