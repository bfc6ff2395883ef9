// expect: exit 101; stderr: "attempt to add with overflow"
// Checks of a debug build are on, as the program is judged as written.
fn main() {
    let most = u8::MAX;
    println!("{}", most + std::env::args().count() as u8);
}
