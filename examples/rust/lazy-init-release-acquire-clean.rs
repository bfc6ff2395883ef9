// The winner releases the object with its pointer; who finds the pointer acquires it.
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::*};
use std::thread;

struct Resource {
    data: i32,
}

static RESOURCE: AtomicPtr<Resource> = AtomicPtr::new(ptr::null_mut());

fn resource() -> &'static Resource {
    let found = RESOURCE.load(Acquire);
    if !found.is_null() {
        return unsafe { &*found };
    }
    let fresh = Box::into_raw(Box::new(Resource { data: 42 }));
    match RESOURCE.compare_exchange(ptr::null_mut(), fresh, Release, Acquire) {
        Ok(_) => unsafe { &*fresh },
        Err(winner) => {
            drop(unsafe { Box::from_raw(fresh) });
            unsafe { &*winner }
        }
    }
}

fn main() {
    let threads = [(); 2].map(|_| thread::spawn(|| resource().data));
    let [one, other] = threads.map(|thread| thread.join().unwrap());
    println!("{one} {other}");
}
