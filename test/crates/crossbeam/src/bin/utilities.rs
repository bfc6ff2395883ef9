//! WaitGroup, Parker, ShardedLock, CachePadded, scoped threads.
use crossbeam_utils::sync::{Parker, ShardedLock, WaitGroup};
use crossbeam_utils::{thread, CachePadded};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Shared(UnsafeCell<[usize; 3]>);
unsafe impl Sync for Shared {}

fn main() {
    let counters = [0; 3].map(|_| CachePadded::new(AtomicUsize::new(0)));
    let table = ShardedLock::new(vec![1, 2, 3]);
    let results = Shared(UnsafeCell::new([0; 3]));
    let results = &results;
    let parker = Parker::new();
    let unparker = parker.unparker().clone();
    thread::scope(|scope| {
        let group = WaitGroup::new();
        for n in 0..3 {
            let (group, counters, table) = (group.clone(), &counters, &table);
            scope.spawn(move |_| {
                counters[n].fetch_add(table.read().unwrap().iter().sum(), Relaxed);
                table.write().unwrap().push(0);
                unsafe { (*results.0.get())[n] = n };
                drop(group);
            });
        }
        group.wait();
        println!("{:?}", unsafe { *results.0.get() });
        scope.spawn(move |_| {
            unsafe { (*results.0.get())[0] = 7 };
            unparker.unpark();
        });
        parker.park();
        println!("{:?}", unsafe { *results.0.get() });
    })
    .unwrap();
    println!("{}", counters.iter().map(|counter| counter.load(Relaxed)).sum::<usize>());
}
