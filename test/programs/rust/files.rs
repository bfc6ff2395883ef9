// expect: clean; stdout: "true NotFound\n"
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};

fn main() {
    let own = fs::File::open("files.rs").unwrap();
    let first = BufReader::new(own).lines().next().unwrap().unwrap();
    let absent = fs::read_to_string("absent.txt").unwrap_err().kind();
    assert_eq!(absent, ErrorKind::NotFound);
    println!("{} {absent:?}", first.starts_with("// expect"));
}
