// expect: clean
// Standard output has a lock of its own.
use std::thread;

fn main() {
    let threads: Vec<_> = (0..4)
        .map(|index| {
            thread::spawn(move || {
                for line in 0..5 {
                    println!("{index}.{line}");
                    eprintln!("{index}.{line}");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
