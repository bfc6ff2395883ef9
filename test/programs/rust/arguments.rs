// expect: clean; args: one "two words"; env: COLOUR=red; stdin: "3 4\n"; stdout: "[\"one\", \"two words\"] red 7 true\n"
use std::io::{self, BufRead};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let colour = std::env::var("COLOUR").unwrap();
    let line = io::stdin().lock().lines().next().unwrap().unwrap();
    let sum: u32 = line.split(' ').map(|word| word.parse::<u32>().unwrap()).sum();
    let own = std::fs::read_to_string("arguments.rs").unwrap();
    println!("{args:?} {colour} {sum} {}", own.starts_with("// expect"));
}
