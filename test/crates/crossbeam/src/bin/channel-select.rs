//! Many producers, many consumers, select, timeouts.
use crossbeam_channel::{after, bounded, never, select, tick, unbounded};
use crossbeam_utils::thread;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

fn main() {
    let total = AtomicUsize::new(0);
    let (to_a, a) = bounded::<Vec<usize>>(2);
    let (to_b, b) = unbounded::<Vec<usize>>();
    let (done, finished) = bounded::<()>(0);
    thread::scope(|scope| {
        for n in 0..2 {
            let (to_a, to_b) = (to_a.clone(), to_b.clone());
            scope.spawn(move |_| {
                for i in 0..8 {
                    to_a.send(vec![i; n + 1]).unwrap();
                    to_b.send(vec![i; n + 1]).unwrap();
                }
            });
        }
        for _ in 0..2 {
            let (a, b, finished, total) = (a.clone(), b.clone(), finished.clone(), &total);
            scope.spawn(move |_| loop {
                select! {
                    recv(a) -> got => {
                        total.fetch_add(got.unwrap().iter().sum::<usize>() + 1, Relaxed);
                    }
                    recv(b) -> got => {
                        total.fetch_add(got.unwrap().iter().sum::<usize>() + 1, Relaxed);
                    }
                    recv(finished) -> _ => break,
                    recv(never::<()>()) -> _ => unreachable!(),
                }
            });
        }
        while total.load(Relaxed) != 2 * 2 * 8 + 2 * 28 * 3 {
            std::thread::yield_now();
        }
        drop(done);
    })
    .unwrap();
    println!("{}", total.into_inner());
    let ticker = tick(Duration::from_millis(10));
    ticker.recv().unwrap();
    ticker.recv().unwrap();
    after(Duration::from_secs(3600)).recv().unwrap();
    assert!(a.try_recv().is_err());
    assert!(b.recv_timeout(Duration::from_secs(1)).is_err());
}
