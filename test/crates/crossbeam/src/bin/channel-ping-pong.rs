//! Two threads pass a number back and forth, by channels of every kind.
use crossbeam_channel::{bounded, unbounded, Receiver, Sender};
use std::thread;

fn play(to: Sender<Box<u32>>, from: Receiver<Box<u32>>, back: (Sender<Box<u32>>, Receiver<Box<u32>>)) {
    let (reply, replies) = back;
    let other = thread::spawn(move || {
        for ball in from {
            reply.send(Box::new(*ball + 1)).unwrap();
        }
    });
    let mut ball = Box::new(0);
    for _ in 0..20 {
        to.send(ball).unwrap();
        ball = replies.recv().unwrap();
    }
    drop(to);
    other.join().unwrap();
    print!("{ball} ");
}

fn main() {
    let (to, from) = unbounded();
    play(to, from, unbounded());
    let (to, from) = bounded(1);
    play(to, from, bounded(1));
    let (to, from) = bounded(0);
    play(to, from, bounded(0));
    println!();
}
