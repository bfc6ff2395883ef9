/**
 * The sources of Rust's standard library, with the few changes that it needs here. Each is a place
 * of which std has a variant for every platform.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UnsupportedError } from "../../errors.ts";

interface Change {
  readonly file: string;
  readonly from: RegExp;
  /** As String.replace takes it. */
  readonly to: string;
}

/**
 * LLVM's pass has no hook for an atomic minimum or maximum. The same as compare-exchanges: the
 * order of the read-modify-write is that of the one that succeeds; those that fail are relaxed
 * loads, which order nothing.
 */
const EXTREMUM = (wins: string) => `{
                let mut old = self.load(Relaxed);
                loop {
                    let new = if val ${wins} old { val } else { old };
                    match self.compare_exchange(old, new, order, Relaxed) {
                        Ok(was) => return was,
                        Err(newest) => old = newest,
                    }
                }
            }`;

const CHANGES: readonly Change[] = [
  // Waiting goes to the scheduler (guest/rust/futex.c).
  {
    file: "stdarch/crates/core_arch/src/wasm32/atomic.rs",
    from: /"llvm\.wasm\.memory\.atomic\.wait32"/,
    to: '"antecede_futex_wait"',
  },
  {
    file: "stdarch/crates/core_arch/src/wasm32/atomic.rs",
    from: /"llvm\.wasm\.memory\.atomic\.wait64"/,
    to: '"antecede_futex_wait64"',
  },
  {
    file: "stdarch/crates/core_arch/src/wasm32/atomic.rs",
    from: /"llvm\.wasm\.memory\.atomic\.notify"/,
    to: '"antecede_futex_wake"',
  },
  {
    file: "core/src/sync/atomic.rs",
    from: /unsafe \{ \$max_fn\(self\.(?:as_ptr|v\.get)\(\), val, order\) \}/,
    to: EXTREMUM(">"),
  },
  {
    file: "core/src/sync/atomic.rs",
    from: /unsafe \{ \$min_fn\(self\.(?:as_ptr|v\.get)\(\), val, order\) \}/,
    to: EXTREMUM("<"),
  },
  // LLVM's pass leaves out that a compare-exchange is weak: the runtime is told
  // (guest/include/antecede-weak.h), so that it may fail for no reason.
  {
    file: "core/src/sync/atomic.rs",
    from: /intrinsics::atomic_cxchgweak::<[^(]*>\(dst, old, new\)/g,
    to: "({ __antecede_weak_begins(); $& })",
  },
  {
    file: "core/src/sync/atomic.rs",
    from: /(unsafe fn atomic_compare_exchange_weak<[\s\S]*?\n)( *if ok \{ Ok\(val\))/,
    to: "$1    let ok = unsafe { __antecede_weak_ends(ok) };\n$2",
  },
  {
    file: "core/src/sync/atomic.rs",
    from: /\nuse crate::cell::UnsafeCell;/,
    to: `$&
unsafe extern "C" {
    fn __antecede_weak_begins();
    fn __antecede_weak_ends(exchanged: bool) -> bool;
}`,
  },
  // The embedded libc's errno is a plain variable, which the host swaps with the thread.
  {
    file: "std/src/sys/io/error/wasi.rs",
    from: /pub fn errno\(\) -> i32 \{[^}]*\{[^}]*\}\s*\}/,
    to: `unsafe extern "C" {
    fn __errno_location() -> *mut libc::c_int;
}

pub fn errno() -> i32 {
    unsafe { *__errno_location() as i32 }
}`,
  },
  {
    file: "std/src/sys/io/error/wasi.rs",
    from: /unsafe extern "C" \{\s*#\[thread_local\][^}]*\}/,
    to: "",
  },
  {
    file: "std/src/sys/io/error/wasi.rs",
    from: /libc_errno = val;/,
    to: "*__errno_location() = val;",
  },
  // As many processors as C programs see (guest/libc/system.c).
  {
    file: "std/src/sys/thread/unix.rs",
    from: /pub fn available_parallelism\(\) -> io::Result<NonZero<usize>> \{\n/,
    to: `$&    unsafe extern "C" {
        fn get_nprocs() -> core::ffi::c_int;
    }
    if let Some(count) = NonZero::new(unsafe { get_nprocs() } as usize) {
        return Ok(count);
    }
`,
  },
  // rustc's code for wasm doesn't end a program whose destructor panics while a panic unwinds: the
  // second one goes on in place of the first. Who catches it finds one panic more than there were.
  {
    file: "std/src/panicking.rs",
    from: /let mut data = Data \{ f: ManuallyDrop::new\(f\) \};/,
    to: "$&\n    let panics = panic_count::get_count();",
  },
  {
    file: "std/src/panicking.rs",
    from: /\n *Err\(ManuallyDrop::into_inner\(data\.p\)\)/,
    to: `
            if panic_count::get_count() != panics {
                core::panicking::panic_nounwind_nobacktrace("panic in a destructor during cleanup");
            }$&`,
  },
  // It would panic: where there are files, they may have a folder.
  {
    file: "std/src/sys/paths/wasi.rs",
    from: /panic!\("not supported by WASI yet"\)/,
    to: 'crate::env::var_os("TMPDIR").map_or_else(|| PathBuf::from("/tmp"), PathBuf::from)',
  },
  // Panics unwind here, so that tests may be expected to panic.
  {
    file: "test/src/lib.rs",
    from: /(let ignore_because_no_process_support =)[^;]*;/,
    to: "$1 false;",
  },
  {
    file: "std/src/sys/thread/unsupported.rs",
    from: /pub fn set_name\(_name: &CStr\) \{[^}]*\}/,
    to: `pub fn set_name(name: &CStr) {
    unsafe extern "C" {
        fn antecede_rust_thread_name(name: *const core::ffi::c_char);
    }
    unsafe { antecede_rust_thread_name(name.as_ptr()) }
}`,
  },
];

/** Crates of others, which are read in place. */
const VENDORED = "vendor";

/**
 * Copies the sources, changed.
 *
 * @param from the folder `library` of the toolchain's rust-src
 * @throws {UnsupportedError} if this version's sources look otherwise
 */
export function copyStandardSources(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => path !== join(from, VENDORED),
  });
  for (const { file, from: pattern, to: replacement } of CHANGES) {
    const path = join(to, file);
    const text = readFileSync(path, "utf8");
    if (!pattern.test(text)) {
      throw new UnsupportedError(
        `this version of Rust, whose ${file} is not as Antecede knows it`,
        "use Rust 1.96, or set ANTECEDE_RUSTC to another rustc",
      );
    }
    writeFileSync(path, text.replace(pattern, replacement));
  }
}
