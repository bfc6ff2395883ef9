// expect: deadlock
// The receiver waits for a sender that is itself kept alive by the receiver's thread.
use std::sync::mpsc;

fn main() {
    let (sender, receiver) = mpsc::channel::<u32>();
    let _kept = sender.clone();
    drop(sender);
    receiver.recv().unwrap();
}
