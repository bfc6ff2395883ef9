// expect: clean; stdout: "5050\n"
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Queue {
    items: Mutex<VecDeque<Box<u32>>>,
    changed: Condvar,
}

fn main() {
    let queue = Arc::new(Queue { items: Mutex::new(VecDeque::new()), changed: Condvar::new() });
    let producer = Arc::clone(&queue);
    let other = thread::spawn(move || {
        for item in 1..=100 {
            let mut items = producer.items.lock().unwrap();
            while items.len() >= 4 {
                items = producer.changed.wait(items).unwrap();
            }
            items.push_back(Box::new(item));
            producer.changed.notify_all();
        }
    });
    let mut sum = 0;
    for _ in 0..100 {
        let mut items = queue.items.lock().unwrap();
        while items.is_empty() {
            items = queue.changed.wait(items).unwrap();
        }
        sum += *items.pop_front().unwrap();
        queue.changed.notify_all();
    }
    other.join().unwrap();
    println!("{sum}");
}
