// expect: clean; stdout: "[10, 20, 30] 60\n"
use std::thread;

fn main() {
    let mut parts = [1, 2, 3];
    let mut sum = 0;
    thread::scope(|scope| {
        let (first, rest) = parts.split_at_mut(1);
        scope.spawn(|| first[0] *= 10);
        scope.spawn(|| rest.iter_mut().for_each(|part| *part *= 10));
    });
    thread::scope(|scope| {
        scope.spawn(|| sum = parts.iter().sum());
    });
    println!("{parts:?} {sum}");
}
