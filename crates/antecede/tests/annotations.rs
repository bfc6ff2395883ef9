//! Each says what it must do under Antecede; elsewhere nothing looks.
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

/// Two threads, in this order: nothing that counts orders them.
fn unordered(first: impl FnOnce() + Send, second: impl FnOnce() + Send) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            first();
            done.store(true, Relaxed);
        });
        scope.spawn(|| {
            while !done.load(Relaxed) {
                thread::yield_now();
            }
            second();
        });
    });
}

struct Shared(*mut u32);
unsafe impl Sync for Shared {}

impl Shared {
    fn new() -> Self {
        Shared(Box::into_raw(Box::new(0)))
    }
    fn add(&self) {
        unsafe { *self.0 += 1 }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        drop(unsafe { Box::from_raw(self.0) });
    }
}

#[test]
fn happens_before_and_after_order() {
    let shared = Shared::new();
    unordered(
        || {
            shared.add();
            antecede::happens_before(&shared);
        },
        || {
            antecede::happens_after(&shared);
            shared.add();
        },
    );
}

#[test]
fn a_benign_race_is_not_reported() {
    let shared = Shared::new();
    antecede::benign_race(shared.0, c"a counter for show");
    unordered(|| shared.add(), || shared.add());
}

#[test]
fn an_expected_race_must_come() {
    let shared = Shared::new();
    antecede::expect_race(shared.0, c"both add");
    unordered(|| shared.add(), || shared.add());
    antecede::flush_expected_races();
}

#[test]
fn what_is_ignored_does_not_race() {
    let shared = Shared::new();
    let ignoring = || {
        let _ignored = antecede::ignore_accesses();
        shared.add();
    };
    unordered(ignoring, || shared.add());
}

#[test]
fn a_lock_of_its_own_orders() {
    let shared = Shared::new();
    let locked = || {
        antecede::lock::acquired(&shared);
        shared.add();
        antecede::lock::released(&shared);
    };
    unordered(locked, locked);
}

#[test]
fn new_memory_has_no_past() {
    let shared = Shared::new();
    unordered(
        || shared.add(),
        || {
            antecede::new_memory(shared.0.cast(), 4);
            shared.add();
        },
    );
}

#[test]
fn an_assumption_that_holds_changes_nothing() {
    antecede::assume(1 + 1 == 2);
    antecede::thread_name(c"tester");
}

/// Under Antecede it ends there, well.
#[test]
#[cfg_attr(not(antecede), ignore)]
fn an_assumption_that_fails_ends_the_run() {
    antecede::assume(false);
    panic!("after the end");
}

/// What `antecede cargo test` must say of it: a finding of its own.
#[test]
#[ignore]
fn an_expected_race_that_does_not_come() {
    static VALUE: u32 = 0;
    antecede::expect_race(&VALUE, c"nobody else is here");
    assert!(antecede::IS_WATCHED);
}
