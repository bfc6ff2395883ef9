// expect: clean; stdout: "Ok(3) Err(\"text\") Err(7) ThreadId(true)\n"
use std::panic;
use std::thread;

fn main() {
    panic::set_hook(Box::new(|_| {}));
    let fine = thread::spawn(|| 3).join().map_err(|_| ());
    let text = thread::spawn(|| -> u32 { panic!("text") }).join();
    let number = thread::spawn(|| -> u32 { panic::panic_any(7u8) }).join();
    let text = text.unwrap_err().downcast::<&str>().unwrap();
    let number = number.unwrap_err().downcast::<u8>().unwrap();
    let own = thread::current().id();
    let other = thread::spawn(|| thread::current().id()).join().unwrap();
    println!("{:?} Err({text:?}) Err({number}) ThreadId({})", Ok::<_, ()>(fine.unwrap()), own != other);
}
