// expect: clean; stdout: "45 [0, 1, 2] true\n"
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let second = sender.clone();
    let threads = [
        thread::spawn(move || (0..5).for_each(|n| sender.send(Box::new(n)).unwrap())),
        thread::spawn(move || (5..10).for_each(|n| second.send(Box::new(n)).unwrap())),
    ];
    let sum: u32 = receiver.iter().map(|boxed| *boxed).sum();
    let (meet, met) = mpsc::sync_channel(0);
    let rendezvous = thread::spawn(move || (0..3).for_each(|n| meet.send(n).unwrap()));
    let all: Vec<u32> = met.iter().collect();
    let timed_out = {
        let (_keep, never) = mpsc::channel::<()>();
        never.recv_timeout(Duration::from_secs(1)).is_err()
    };
    println!("{sum} {all:?} {timed_out}");
    for thread in threads.into_iter().chain([rendezvous]) {
        thread.join().unwrap();
    }
}
