// expect: clean; stdout: "[10, 10, 10]\n"
// A barrier orders each phase with the next.
use std::cell::UnsafeCell;
use std::sync::Barrier;
use std::thread;

struct Grid(UnsafeCell<[u32; 3]>, UnsafeCell<[u32; 3]>);
unsafe impl Sync for Grid {}

fn main() {
    let grid = Grid(UnsafeCell::new([0; 3]), UnsafeCell::new([0; 3]));
    let barrier = Barrier::new(3);
    let (grid, barrier) = (&grid, &barrier);
    thread::scope(|scope| {
        for me in 0..3 {
            scope.spawn(move || {
                for _ in 0..5 {
                    let (from, to) = (grid.0.get(), grid.1.get());
                    unsafe { (*to)[me] = (*from)[(me + 1) % 3] + 1 };
                    barrier.wait();
                    unsafe { (*from)[me] = (*to)[(me + 1) % 3] + 1 };
                    barrier.wait();
                }
            });
        }
    });
    println!("{:?}", unsafe { *grid.0.get() });
}
