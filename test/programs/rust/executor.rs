// expect: clean; stdout: "0 1 2 done 6\n"
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
struct ThreadWaker(Thread);
impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        self.0.unpark()
    }
}
fn block_on<F: Future>(f: F) -> F::Output {
    let mut f = pin!(f);
    let w = Waker::from(Arc::new(ThreadWaker(thread::current())));
    let mut cx = Context::from_waker(&w);
    loop {
        match f.as_mut().poll(&mut cx) {
            Poll::Ready(x) => return x,
            Poll::Pending => thread::park(),
        }
    }
}
struct Remote(Arc<Mutex<(Option<u32>, Option<Waker>)>>);
impl Remote {
    fn new(n: u32) -> Self {
        let s = Arc::new(Mutex::new((None, None::<Waker>)));
        let t = s.clone();
        thread::spawn(move || {
            let mut g = t.lock().unwrap();
            g.0 = Some(n);
            if let Some(w) = g.1.take() {
                w.wake()
            }
        });
        Remote(s)
    }
}
impl Future for Remote {
    type Output = u32;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let mut g = self.0.lock().unwrap();
        match g.0 {
            Some(n) => Poll::Ready(n),
            None => {
                g.1 = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
fn main() {
    let total = block_on(async {
        let mut t = 0;
        for i in 0..3 {
            print!("{i} ");
            t += Remote::new(i + 1).await
        }
        t
    });
    println!("done {total}");
}
