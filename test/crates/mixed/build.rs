fn main() {
    cc::Build::new().cpp(true).file("src/caught.cc").compile("caught");
}
