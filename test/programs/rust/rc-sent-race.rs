// expect: race; races-on: heap
// An Rc sent by force: its counts are plain variables.
use std::rc::Rc;
use std::thread;

struct Forced(Rc<u32>);
unsafe impl Send for Forced {}

fn main() {
    let rc = Rc::new(1);
    let forced = Forced(rc.clone());
    let other = thread::spawn(move || {
        let forced = forced;
        drop(forced.0.clone());
        // Never freed: the counts alone race.
        std::mem::forget(forced.0);
    });
    drop(rc.clone());
    other.join().unwrap();
}
