// expect: exit 134; options: -Cpanic=abort; stderr: "no way back"
fn main() {
    let _ = std::panic::catch_unwind(|| panic!("no way back"));
}
