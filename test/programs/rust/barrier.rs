// expect: clean; stdout: "6 leaders 1\n"
use std::sync::{Barrier, Mutex};
use std::thread;

static mut PARTS: [u32; 3] = [0; 3];

fn main() {
    let barrier = Barrier::new(3);
    let leaders = Mutex::new(0);
    let sums = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for index in 0..3 {
            let (barrier, leaders, sums) = (&barrier, &leaders, &sums);
            scope.spawn(move || {
                unsafe { PARTS[index] = index as u32 + 1 };
                if barrier.wait().is_leader() {
                    *leaders.lock().unwrap() += 1;
                }
                let parts = &raw const PARTS;
                sums.lock().unwrap().push(unsafe { *parts }.iter().sum::<u32>());
            });
        }
    });
    let sums = sums.into_inner().unwrap();
    assert!(sums.iter().all(|sum| *sum == sums[0]));
    println!("{} leaders {}", sums[0], leaders.into_inner().unwrap());
}
