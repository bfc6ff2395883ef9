// expect: race; races-on: CELLS
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;
static LEFT: AtomicUsize = AtomicUsize::new(4);
static mut CELLS: [u32; 4] = [0; 4];
fn main() {
    let ts: Vec<_> = (0..4)
        .map(|i| {
            thread::spawn(move || {
                unsafe { CELLS[i] = i as u32 + 1 };
                if LEFT.fetch_sub(1, Release) == 1 {
                    unsafe { (&raw const CELLS).read().iter().sum::<u32>() }
                } else {
                    0
                }
            })
        })
        .collect();
    for t in ts {
        t.join().unwrap();
    }
}
