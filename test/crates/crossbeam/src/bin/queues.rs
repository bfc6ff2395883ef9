//! ArrayQueue and SegQueue, with several at each end.
use crossbeam_queue::{ArrayQueue, SegQueue};
use crossbeam_utils::Backoff;
use std::thread;

fn main() {
    let narrow = ArrayQueue::new(2);
    let wide = SegQueue::new();
    let sums: usize = thread::scope(|scope| {
        for n in 0..2 {
            let (narrow, wide) = (&narrow, &wide);
            scope.spawn(move || {
                let backoff = Backoff::new();
                for i in 0..40 {
                    wide.push(Box::new(n * 40 + i));
                    let mut item = Box::new(n * 40 + i);
                    while let Err(back) = narrow.push(item) {
                        item = back;
                        backoff.snooze();
                    }
                }
            });
        }
        let takers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut sum = 0;
                    for _ in 0..40 {
                        for take in [&(|| narrow.pop()) as &dyn Fn() -> Option<Box<usize>>, &|| wide.pop()] {
                            let backoff = Backoff::new();
                            sum += loop {
                                if let Some(item) = take() {
                                    break *item;
                                }
                                backoff.snooze();
                            };
                        }
                    }
                    sum
                })
            })
            .collect();
        takers.into_iter().map(|taker| taker.join().unwrap()).sum()
    });
    println!("{sums}");
    assert!(narrow.is_empty() && wide.is_empty());
}
