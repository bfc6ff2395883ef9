//! Values that the first to come makes.
use once_cell::sync::{Lazy, OnceCell};
use std::thread;

static LAZY: Lazy<Vec<u32>> = Lazy::new(|| vec![1, 2]);
static CELL: OnceCell<String> = OnceCell::new();

fn main() {
    let lengths = [(); 3].map(|()| {
        thread::spawn(|| LAZY.len() + CELL.get_or_init(|| "abc".to_string()).len())
    });
    println!("{:?}", lengths.map(|thread| thread.join().unwrap()));
}
