use std::thread;

unsafe extern "C" {
    fn caught() -> i32;
}

fn main() {
    let other = thread::spawn(counter::bump);
    counter::bump();
    other.join().unwrap();
    println!("{} {}", unsafe { caught() }, counter::locked());
}
