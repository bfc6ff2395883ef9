// expect: clean; env: SHAPE=round; stdout: "Ok(\"round\") None true 3\n"
use std::env;
use std::time::{Duration, Instant, SystemTime};

fn main() {
    let now = Instant::now();
    std::thread::sleep(Duration::from_millis(20));
    let waited = now.elapsed() >= Duration::from_millis(20);
    let dated = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).is_ok();
    let home: Option<String> = env::var("NOWHERE").ok();
    println!("{:?} {home:?} {} {}", env::var("SHAPE"), waited && dated, "abc".len());
}
