// The tag that Rust's panics fly under. Of a program that is partly C++, the C++ runtime has it
// (guest/cxx/personality.cc).

__asm__(".globl __cpp_exception\n"
        ".tagtype __cpp_exception i32\n"
        "__cpp_exception:\n");
