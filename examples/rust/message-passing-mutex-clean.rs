// Fourth stage: most of the time a lock is good enough, and there is nothing unsafe left.
use std::sync::Mutex;
use std::thread;

static DATA: Mutex<Option<&str>> = Mutex::new(None);

fn producer() {
    *DATA.lock().unwrap() = Some("Hello World!");
}

fn consumer() {
    loop {
        if let Some(data) = *DATA.lock().unwrap() {
            println!("{data}");
            return;
        }
        thread::yield_now();
    }
}

fn main() {
    let threads = [thread::spawn(producer), thread::spawn(consumer)];
    for thread in threads {
        thread.join().unwrap();
    }
}
