//! Files that are drawn when somebody asks for them. Anybody may, and drawing one takes a hundred times what a page takes:
//! one at a time, and each once.

use std::{
    collections::HashMap,
    fmt::Display,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Semaphore;

use crate::error::AppError;

/// Files kept in memory. More are drawn anew.
const KEPT: usize = 64;

/// Files by what tells one from another.
pub struct Drawn<K> {
    kept: Arc<Mutex<HashMap<K, Vec<u8>>>>,
    turn: Arc<Semaphore>,
}

impl<K> Default for Drawn<K> {
    fn default() -> Drawn<K> {
        Drawn { kept: Arc::default(), turn: Arc::new(Semaphore::new(1)) }
    }
}

impl<K: Eq + Hash + Send + 'static> Drawn<K> {
    /// The file that `draw` makes, on a thread where it holds nobody up.
    pub async fn of<E: Display + Send + 'static>(
        &self,
        wanted: K,
        draw: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
    ) -> Result<Vec<u8>, AppError> {
        if let Some(known) = self.known(&wanted) {
            return Ok(known);
        }
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(AppError::internal)?;
        // Drawn while this one waited.
        if let Some(known) = self.known(&wanted) {
            return Ok(known);
        }
        let kept = Arc::clone(&self.kept);
        // The turn lasts as long as the work, and the work is not lost, even if whoever asked has gone.
        let drawing = tokio::task::spawn_blocking(move || {
            let file = draw()?;
            keep(&mut lock(&kept), wanted, file.clone());
            drop(turn);
            Ok(file)
        });
        drawing.await.map_err(AppError::internal)?.map_err(|error: E| AppError::internal(error))
    }

    fn known(&self, wanted: &K) -> Option<Vec<u8>> {
        lock(&self.kept).get(wanted).cloned()
    }
}

fn lock<K>(kept: &Mutex<HashMap<K, Vec<u8>>>) -> MutexGuard<'_, HashMap<K, Vec<u8>>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn keep<K: Eq + Hash>(kept: &mut HashMap<K, Vec<u8>>, wanted: K, file: Vec<u8>) {
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(wanted, file);
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
    };

    use super::*;

    #[tokio::test]
    async fn each_file_is_drawn_once_and_few_are_kept() {
        let (drawn, times) = (Arc::new(Drawn::<usize>::default()), Arc::new(AtomicUsize::new(0)));
        let ask = |wanted: usize| {
            let (drawn, times) = (Arc::clone(&drawn), Arc::clone(&times));
            tokio::spawn(async move {
                let draw = move || {
                    times.fetch_add(1, Ordering::SeqCst);
                    Ok::<_, Infallible>(vec![wanted as u8])
                };
                drawn.of(wanted, draw).await.expect("drawn")
            })
        };
        let asked: Vec<_> = (0..20).map(|_| ask(7)).collect();
        for file in asked {
            assert_eq!(file.await.expect("told"), [7]);
        }
        assert_eq!(times.load(Ordering::SeqCst), 1, "at once, and still once");
        for wanted in 0..200 {
            assert_eq!(ask(wanted).await.expect("told"), [wanted as u8]);
        }
        assert!(lock(&drawn.kept).len() <= KEPT);
    }
}
