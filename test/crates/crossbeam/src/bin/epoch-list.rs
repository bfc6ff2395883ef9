//! A lock-free stack and a list with removal, both by epochs.
use crossbeam_epoch::{self as epoch, Atomic, Guard, Owned, Shared};
use std::mem::ManuallyDrop;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::thread;

struct Node {
    value: ManuallyDrop<Box<usize>>,
    next: Atomic<Node>,
}

struct Stack {
    head: Atomic<Node>,
}

impl Stack {
    fn push(&self, value: usize) {
        let guard = epoch::pin();
        let mut node = Owned::new(Node {
            value: ManuallyDrop::new(Box::new(value)),
            next: Atomic::null(),
        });
        loop {
            let head = self.head.load(Relaxed, &guard);
            node.next.store(head, Relaxed);
            match self.head.compare_exchange(head, node, Release, Relaxed, &guard) {
                Ok(_) => return,
                Err(failed) => node = failed.new,
            }
        }
    }

    fn pop(&self) -> Option<Box<usize>> {
        let guard = epoch::pin();
        loop {
            let head = self.head.load(Acquire, &guard);
            let node = unsafe { head.as_ref() }?;
            let next = node.next.load(Relaxed, &guard);
            if self.head.compare_exchange(head, next, Relaxed, Relaxed, &guard).is_ok() {
                unsafe {
                    guard.defer_destroy(head);
                    return Some(ManuallyDrop::into_inner(std::ptr::read(&node.value)));
                }
            }
        }
    }
}

/// Set-once cells that are replaced while others read.
struct Latest {
    current: Atomic<Vec<usize>>,
}

impl Latest {
    fn read(&self, guard: &Guard) -> usize {
        let current = self.current.load(Acquire, guard);
        unsafe { current.as_ref() }.map_or(0, |all| all.iter().sum())
    }

    fn replace(&self, with: Vec<usize>, guard: &Guard) {
        let old = self.current.swap(Owned::new(with), AcqRel, guard);
        if !old.is_null() {
            unsafe { guard.defer_destroy(old) };
        }
    }
}

fn main() {
    let stack = Stack { head: Atomic::null() };
    let latest = Latest { current: Atomic::null() };
    let sum: usize = thread::scope(|scope| {
        let workers: Vec<_> = (0..3)
            .map(|worker| {
                let (stack, latest) = (&stack, &latest);
                scope.spawn(move || {
                    let mut sum = 0;
                    for n in 0..40 {
                        stack.push(worker * 40 + n);
                        let guard = epoch::pin();
                        if n % 4 == 0 {
                            latest.replace(vec![n; 4], &guard);
                        }
                        assert_eq!(latest.read(&guard) % 4, 0);
                        drop(guard);
                        if n % 2 == 1 {
                            sum += stack.pop().map_or(0, |value| *value);
                        }
                        if n % 8 == 7 {
                            epoch::pin().flush();
                        }
                    }
                    sum
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    let rest: usize = std::iter::from_fn(|| stack.pop()).map(|value| *value).sum();
    println!("{}", sum + rest);
    unsafe {
        let guard = epoch::unprotected();
        let last = latest.current.load(Relaxed, guard);
        assert!(last != Shared::null());
        drop(last.into_owned());
    }
}
