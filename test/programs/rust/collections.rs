// expect: clean; stdout: "100 [1, 2, 3]\n"
use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::thread;

fn main() {
    let map = Mutex::new(HashMap::new());
    let tree = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for part in 0..4u32 {
            let (map, tree) = (&map, &tree);
            scope.spawn(move || {
                for key in 0..25 {
                    map.lock().unwrap().insert(part * 25 + key, format!("{key}"));
                }
                tree.lock().unwrap().entry(part.max(1)).or_insert_with(|| part.to_string());
            });
        }
    });
    let tree = tree.into_inner().unwrap();
    println!("{} {:?}", map.lock().unwrap().len(), tree.keys().collect::<Vec<_>>());
}
