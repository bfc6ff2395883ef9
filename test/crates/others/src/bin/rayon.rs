//! A pool of three: sums, sorting, joining.
use rayon::prelude::*;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    pool.install(|| {
        let sum: u64 = (0..200u64).into_par_iter().map(|n| n * 2).sum();
        let mut sorted: Vec<i32> = (0..100).rev().collect();
        sorted.par_sort();
        let (one, two) = rayon::join(|| 1, || 2);
        println!("{sum} {} {}", sorted[0], one + two);
    });
}
