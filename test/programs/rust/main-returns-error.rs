// expect: exit 1; stderr: "Error: ParseIntError"
fn main() -> Result<(), std::num::ParseIntError> {
    "x".parse::<i32>()?;
    Ok(())
}
