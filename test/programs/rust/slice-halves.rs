// expect: clean; stdout: "[1, 2, 13, 14]\n"
// Neighbouring elements are different memory locations, also as bytes of one word.
use std::thread;

fn main() {
    let mut all = [1u8, 2, 3, 4];
    let (left, right) = all.split_at_mut(2);
    thread::scope(|scope| {
        scope.spawn(|| right.iter_mut().for_each(|n| *n += 10));
        scope.spawn(|| left.iter_mut().for_each(|n| *n += 0));
    });
    println!("{all:?}");
}
