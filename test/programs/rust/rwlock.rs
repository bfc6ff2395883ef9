// expect: clean; stdout: "30\n"
use std::sync::RwLock;
use std::thread;

fn main() {
    let table = RwLock::new(vec![0u32; 3]);
    thread::scope(|scope| {
        for writer in 0..3 {
            let table = &table;
            scope.spawn(move || {
                for _ in 0..10 {
                    table.write().unwrap()[writer] += 1;
                    let _sum: u32 = table.read().unwrap().iter().sum();
                }
            });
        }
    });
    println!("{}", table.read().unwrap().iter().sum::<u32>());
}
