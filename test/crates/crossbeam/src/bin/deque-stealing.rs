//! Owners push and pop boxes, thieves steal them, one by one and in batches.
use crossbeam_deque::{Injector, Steal, Stealer, Worker};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

const TASKS: usize = 48;

fn find(own: &Worker<Box<usize>>, global: &Injector<Box<usize>>, others: &[Stealer<Box<usize>>]) -> Option<Box<usize>> {
    own.pop().or_else(|| {
        std::iter::repeat_with(|| {
            global
                .steal_batch_and_pop(own)
                .or_else(|| others.iter().map(|other| other.steal()).collect())
        })
        .find(|stolen| !stolen.is_retry())
        .and_then(Steal::success)
    })
}

fn main() {
    for lifo in [false, true] {
        let global = Injector::new();
        let done = AtomicUsize::new(0);
        let sum = AtomicUsize::new(0);
        let workers: Vec<_> =
            (0..3).map(|_| if lifo { Worker::new_lifo() } else { Worker::new_fifo() }).collect();
        let stealers: Vec<_> = workers.iter().map(Worker::stealer).collect();
        for n in 0..TASKS {
            global.push(Box::new(n));
        }
        thread::scope(|scope| {
            for worker in workers {
                scope.spawn(|| {
                    let worker = worker;
                    while done.load(Relaxed) < TASKS {
                        match find(&worker, &global, &stealers) {
                            Some(task) => {
                                if *task % 4 == 0 && *task > 0 {
                                    // Half of it is done by whoever comes first.
                                    worker.push(Box::new(*task / 2 * 2 - 1));
                                    sum.fetch_add(1, Relaxed);
                                } else {
                                    sum.fetch_add(*task, Relaxed);
                                    done.fetch_add(1, Relaxed);
                                }
                            }
                            None => thread::yield_now(),
                        }
                    }
                });
            }
        });
        println!("{}", sum.into_inner());
    }
}
