fn main() {
    cc::Build::new().file("src/counter.c").compile("counter");
}
