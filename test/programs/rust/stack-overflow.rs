// expect: exit 139
fn depth(n: u64) -> u64 {
    let a = [n; 32];
    if n == u64::MAX { 0 } else { a[(n % 32) as usize] + std::hint::black_box(depth(n + 1)) }
}
fn main() {
    println!("{}", depth(0))
}
