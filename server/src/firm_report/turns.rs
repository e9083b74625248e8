//! How many reports are made at once. Anybody may ask for one, each is somebody's own, and none is kept: so there is
//! nothing to hand out a second time.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::error::AppError;

/// A report takes a core for itself, and pages are to be answered meanwhile.
const AT_ONCE: usize = 1;
/// Whoever comes when so many are being made or wait is asked to come again: waiting longer would be no use.
const WAITING: usize = 8;

#[derive(Clone)]
pub struct Turns {
    places: Arc<Semaphore>,
    making: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Turns {
        Turns::new(AT_ONCE, WAITING)
    }
}

impl Turns {
    fn new(at_once: usize, waiting: usize) -> Turns {
        Turns { places: Arc::new(Semaphore::new(waiting)), making: Arc::new(Semaphore::new(at_once)) }
    }

    /// Runs `work` on a thread that may take its time, once it is its turn. The turn ends with the work, also where nobody
    /// waits for it any more.
    ///
    /// # Errors
    /// Busy when too many wait already; internal when `work` panics.
    pub async fn take<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| AppError::Busy)?;
        let turn = Arc::clone(&self.making).acquire_owned().await.map_err(AppError::internal)?;
        let made = tokio::task::spawn_blocking(move || {
            let made = work();
            drop((turn, place));
            made
        });
        made.await.map_err(AppError::internal)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    #[tokio::test]
    async fn one_after_the_other_is_made_and_whoever_comes_too_late_is_told() {
        let turns = Turns::new(1, 3);
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let asked: Vec<_> = (0..5)
            .map(|number| {
                let (turns, running, most) = (turns.clone(), Arc::clone(&running), Arc::clone(&most));
                tokio::spawn(async move {
                    let work = move || {
                        most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(50));
                        running.fetch_sub(1, Ordering::SeqCst);
                        number
                    };
                    turns.take(work).await
                })
            })
            .collect();
        let mut made = 0;
        for asked in asked {
            match asked.await.expect("no panic") {
                Ok(_) => made += 1,
                Err(AppError::Busy) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((made, most.load(Ordering::SeqCst)), (3, 1));
        assert_eq!(turns.take(|| 7).await.expect("free again"), 7);
    }

    /// The browser has gone; the machine is busy all the same.
    #[tokio::test]
    async fn a_turn_lasts_as_long_as_its_work() {
        let turns = Turns::new(1, 1);
        let (begun, has_begun) = std::sync::mpsc::channel();
        let (end, may_end) = std::sync::mpsc::channel::<()>();
        let first = turns.clone();
        let asked = tokio::spawn(async move {
            let work = move || {
                begun.send(()).expect("heard");
                may_end.recv().ok();
            };
            first.take(work).await
        });
        tokio::task::spawn_blocking(move || has_begun.recv()).await.expect("no panic").expect("begun");
        asked.abort();
        assert!(asked.await.is_err());
        assert!(matches!(turns.take(|| ()).await, Err(AppError::Busy)));
        end.send(()).expect("heard");
    }
}
