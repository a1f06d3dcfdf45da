//! Pictures in memory, as many as there is room for. Every request looks one up, so a look-up is a map's and no more;
//! which pictures stay is moka's to say. Telling moka of every use took several times as long as the look-up, so it is
//! told of some (`used`), which is all that its order needs.

use std::{hash::Hash, sync::Arc, time::Duration};

use dashmap::DashMap;
use moka::{notification::RemovalCause, sync::Cache};

pub struct Kept<K, V> {
    pictures: Arc<DashMap<K, Arc<V>>>,
    /// The keys of `pictures`. Whatever is put there is put here after, and what this lets go leaves both: never the
    /// other way round, or a picture would stay for ever.
    staying: Cache<K, ()>,
}

impl<K, V> Kept<K, V>
where
    K: Copy + Hash + Eq + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    /// Room for `most`, and for none that was not `used` for as long as `idle`.
    pub fn new(most: u64, idle: Duration) -> Self {
        let pictures: Arc<DashMap<K, Arc<V>>> = Arc::default();
        let left = Arc::clone(&pictures);
        let let_go = move |key: Arc<K>, (): (), why| {
            if why != RemovalCause::Replaced {
                left.remove(&*key);
            }
        };
        let staying = Cache::builder().max_capacity(most).time_to_idle(idle).eviction_listener(let_go).build();
        Self { pictures, staying }
    }

    pub fn get(&self, key: &K) -> Option<Arc<V>> {
        self.pictures.get(key).map(|picture| Arc::clone(&picture))
    }

    /// Says that the picture is in use: once in a while is enough.
    pub fn used(&self, key: &K) {
        self.staying.get(key);
    }

    pub fn insert(&self, key: K, picture: Arc<V>) {
        self.pictures.insert(key, picture);
        self.staying.insert(key, ());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn what_was_put_in_last_is_found() {
        let kept = Kept::new(10, HOUR);
        assert_eq!(kept.get(&1), None);
        kept.insert(1, Arc::new("old"));
        kept.insert(1, Arc::new("new"));
        kept.staying.run_pending_tasks();
        assert_eq!(kept.get(&1).as_deref(), Some(&"new"));
    }

    #[test]
    fn there_is_room_for_so_many_and_the_used_ones_stay() {
        let kept = Kept::new(100, HOUR);
        for key in 0..10_000 {
            kept.insert(key, Arc::new(()));
            kept.used(&0);
        }
        kept.staying.run_pending_tasks();
        assert!(kept.pictures.len() <= 100, "{}", kept.pictures.len());
        assert!(kept.get(&0).is_some());
    }

    #[test]
    fn what_nobody_uses_goes() {
        let kept = Kept::new(10, Duration::ZERO);
        kept.insert(1, Arc::new(()));
        kept.staying.run_pending_tasks();
        assert_eq!(kept.pictures.len(), 0);
    }
}
