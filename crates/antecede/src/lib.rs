//! What a program can tell [Antecede], which runs it under a scheduler of its own and looks for data
//! races.
//!
//! Everything here does nothing unless the program is compiled by `antecede run` or `antecede cargo`,
//! which set `cfg(antecede)`: the functions are empty then, and cost nothing. There are no
//! dependencies, and no standard library is needed.
//!
//! ```
//! use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
//!
//! static HITS: AtomicU32 = AtomicU32::new(0);
//! HITS.fetch_add(1, Relaxed);
//! antecede::assume(HITS.load(Relaxed) < 100);
//! ```
//!
//! Objects are named by pointers, which are never read or written through. References become
//! pointers by themselves: `happens_before(&object)`.
//!
//! [Antecede]: https://www.npmjs.com/package/antecede
#![no_std]
#![forbid(unsafe_op_in_unsafe_fn)]
#![warn(missing_docs)]

use core::ffi::CStr;
use core::marker::PhantomData;

/// A call of Antecede's runtime, where there is one.
macro_rules! tell {
    ($name:ident($($argument:expr),*)) => {{
        #[cfg(antecede)]
        unsafe {
            crate::runtime::$name(b"\0".as_ptr().cast(), 0, $($argument),*);
        }
        #[cfg(not(antecede))]
        {
            let _ = ($($argument,)*);
        }
    }};
}

#[inline(always)]
fn address<T: ?Sized>(object: *const T) -> *const u8 {
    object.cast()
}

/// The dynamic annotations that ThreadSanitizer and Valgrind know as well, but for file and line,
/// which stacks have.
#[cfg(antecede)]
mod runtime {
    use core::ffi::{c_char, c_int, c_long};

    macro_rules! annotations {
        ($($name:ident($($argument:ident: $of:ty),*);)*) => {
            unsafe extern "C" {
                $(pub fn $name(file: *const c_char, line: c_int, $($argument: $of),*);)*
                pub fn _exit(code: c_int) -> !;
            }
        };
    }

    annotations! {
        AnnotateHappensBefore(object: *const u8);
        AnnotateHappensAfter(object: *const u8);
        AnnotateBenignRaceSized(object: *const u8, bytes: usize, why: *const c_char);
        AnnotateExpectRace(object: *const u8, why: *const c_char);
        AnnotateFlushExpectedRaces();
        AnnotateNewMemory(memory: *const u8, bytes: usize);
        AnnotateThreadName(name: *const c_char);
        AnnotateIgnoreReadsBegin();
        AnnotateIgnoreReadsEnd();
        AnnotateIgnoreWritesBegin();
        AnnotateIgnoreWritesEnd();
        AnnotateIgnoreSyncBegin();
        AnnotateIgnoreSyncEnd();
        AnnotateRWLockCreate(lock: *const u8);
        AnnotateRWLockDestroy(lock: *const u8);
        AnnotateRWLockAcquired(lock: *const u8, is_write: c_long);
        AnnotateRWLockReleased(lock: *const u8, is_write: c_long);
    }
}

/// Whether the program is compiled by Antecede.
pub const IS_WATCHED: bool = cfg!(antecede);

/// What comes before this, in this thread, happens before what follows [`happens_after`] on the same
/// object, in any thread that comes to it later.
#[inline(always)]
pub fn happens_before<T: ?Sized>(object: *const T) {
    tell!(AnnotateHappensBefore(address(object)));
}

/// What came before [`happens_before`] on the same object happens before what follows this.
#[inline(always)]
pub fn happens_after<T: ?Sized>(object: *const T) {
    tell!(AnnotateHappensAfter(address(object)));
}

/// Races on the object are known and not to be reported, until its memory is used anew. In Rust no
/// race is benign: this silences, it defines nothing.
#[inline(always)]
pub fn benign_race<T>(object: *const T, why: &CStr) {
    benign_race_of_bytes(object.cast(), core::mem::size_of::<T>(), why);
}

/// [`benign_race`] of so many bytes.
#[inline(always)]
pub fn benign_race_of_bytes(memory: *const u8, bytes: usize, why: &CStr) {
    tell!(AnnotateBenignRaceSized(address(memory), bytes, why.as_ptr()));
}

/// For tests: a race on what begins at the object is not reported, and the run fails if there is
/// none by its end, or by [`flush_expected_races`].
#[inline(always)]
pub fn expect_race<T: ?Sized>(object: *const T, why: &CStr) {
    tell!(AnnotateExpectRace(address(object), why.as_ptr()));
}

/// The races that were expected until now must have shown themselves.
#[inline(always)]
pub fn flush_expected_races() {
    tell!(AnnotateFlushExpectedRaces());
}

/// A private allocator hands the memory out: nothing that happened to it before counts.
#[inline(always)]
pub fn new_memory(memory: *const u8, bytes: usize) {
    tell!(AnnotateNewMemory(address(memory), bytes));
}

/// The run goes on only if `condition` holds. If not, it ends here, as a program that returned 0:
/// what follows is of no interest, and what was found until now is reported. Without Antecede the
/// program goes on in any case.
#[inline(always)]
pub fn assume(condition: bool) {
    #[cfg(antecede)]
    if !condition {
        unsafe { runtime::_exit(0) }
    }
    let _ = condition;
}

/// The calling thread's name in reports.
#[inline(always)]
pub fn thread_name(name: &CStr) {
    tell!(AnnotateThreadName(name.as_ptr()));
}

/// The calling thread's plain accesses are no events while this is alive.
#[inline(always)]
#[must_use = "accesses are ignored while it is alive"]
pub fn ignore_accesses() -> (Ignored, Ignored) {
    (ignore_reads(), ignore_writes())
}

/// The calling thread's plain reads are no events while this is alive.
#[inline(always)]
#[must_use = "reads are ignored while it is alive"]
pub fn ignore_reads() -> Ignored {
    tell!(AnnotateIgnoreReadsBegin());
    Ignored::new(What::Reads)
}

/// The calling thread's plain writes are no events while this is alive.
#[inline(always)]
#[must_use = "writes are ignored while it is alive"]
pub fn ignore_writes() -> Ignored {
    tell!(AnnotateIgnoreWritesBegin());
    Ignored::new(What::Writes)
}

/// What the calling thread acquires and releases orders nothing while this is alive; its atomics are
/// as relaxed ones.
#[inline(always)]
#[must_use = "synchronization is ignored while it is alive"]
pub fn ignore_synchronization() -> Ignored {
    tell!(AnnotateIgnoreSyncBegin());
    Ignored::new(What::Synchronization)
}

/// Ends with its life what it asks Antecede to ignore. It stays in its thread.
#[derive(Debug)]
pub struct Ignored {
    what: What,
    _of_a_thread: PhantomData<*const ()>,
}

#[derive(Debug)]
enum What {
    Reads,
    Writes,
    Synchronization,
}

impl Ignored {
    #[inline(always)]
    fn new(what: What) -> Self {
        Self {
            what,
            _of_a_thread: PhantomData,
        }
    }
}

impl Drop for Ignored {
    #[inline(always)]
    fn drop(&mut self) {
        match self.what {
            What::Reads => tell!(AnnotateIgnoreReadsEnd()),
            What::Writes => tell!(AnnotateIgnoreWritesEnd()),
            What::Synchronization => tell!(AnnotateIgnoreSyncEnd()),
        }
    }
}

/// Locks of the program's own making, named by any address: they order, and they protect.
///
/// Antecede sees the order of a lock made of atomics by itself. These say besides that it is a lock:
/// to the lockset detectors, to reports, and to the search for deadlocks.
pub mod lock {
    use super::address;

    /// A lock begins at this address.
    #[inline(always)]
    pub fn create<T: ?Sized>(lock: *const T) {
        tell!(AnnotateRWLockCreate(address(lock)));
    }

    /// It ends.
    #[inline(always)]
    pub fn destroy<T: ?Sized>(lock: *const T) {
        tell!(AnnotateRWLockDestroy(address(lock)));
    }

    /// The thread has taken it for writing: to be called once it has.
    #[inline(always)]
    pub fn acquired<T: ?Sized>(lock: *const T) {
        tell!(AnnotateRWLockAcquired(address(lock), 1));
    }

    /// The thread gives it back: to be called before it does.
    #[inline(always)]
    pub fn released<T: ?Sized>(lock: *const T) {
        tell!(AnnotateRWLockReleased(address(lock), 1));
    }

    /// The thread has taken it for reading, with others.
    #[inline(always)]
    pub fn read_acquired<T: ?Sized>(lock: *const T) {
        tell!(AnnotateRWLockAcquired(address(lock), 0));
    }

    /// The thread gives back what it had for reading.
    #[inline(always)]
    pub fn read_released<T: ?Sized>(lock: *const T) {
        tell!(AnnotateRWLockReleased(address(lock), 0));
    }
}
