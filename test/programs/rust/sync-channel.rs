// expect: clean; stdout: "10 full disconnected 0\n"
use std::sync::mpsc::{RecvTimeoutError, TryRecvError, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

fn main() {
    let (to, from) = sync_channel::<Box<u32>>(0);
    let sender = thread::spawn(move || {
        for n in 0..5 {
            to.send(Box::new(n)).unwrap();
        }
    });
    let sum: u32 = from.iter().map(|n| *n).sum();
    sender.join().unwrap();
    let (to, from) = sync_channel(1);
    to.try_send(1).unwrap();
    let full = matches!(to.try_send(2), Err(TrySendError::Full(2)));
    drop(from);
    let gone = matches!(to.try_send(2), Err(TrySendError::Disconnected(2)));
    assert!(full && gone);
    let (to, from) = sync_channel::<u32>(3);
    assert_eq!(from.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(from.recv_timeout(Duration::from_secs(9)), Err(RecvTimeoutError::Timeout));
    drop(to);
    println!("{sum} full disconnected {}", from.iter().count());
}
