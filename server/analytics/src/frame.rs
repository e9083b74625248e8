//! The stored answers of one survey as a table: a row per response, a few bytes per question.

use std::sync::{Arc, Mutex};

use domain::Survey;
use polars::prelude::{Column, DataFrame};
use serde::de::DeserializeSeed;

use crate::{
    Error,
    column::Cells,
    decode::{Document, Guess, Layout},
    question::{Question, questions},
};

/// All answers to one published survey, ready for counting. 40 ratings take about 40 bytes a response.
#[derive(Debug, Clone)]
pub struct Frame {
    pub(crate) data: DataFrame,
    pub(crate) questions: Arc<[Question]>,
    misfits: u64,
    unreadable: u64,
}

/// A document that is not an object of answers.
#[derive(Debug, thiserror::Error)]
#[error("an answer document cannot be read: {0}")]
pub struct Unreadable(#[from] serde_json::Error);

impl Frame {
    /// An empty frame to push documents into.
    pub fn builder(survey: &Survey) -> Builder {
        let questions: Arc<[Question]> = questions(survey).into();
        let layout = Arc::new(Layout::new(&questions));
        Builder::new(questions, layout)
    }

    /// Reads batches of documents on all cores; a batch is JSON Lines, a document per line. Each batch keeps its place,
    /// so the result does not depend on timing. Documents that cannot be read are left out and counted.
    pub fn read(survey: &Survey, batches: impl Iterator<Item = String> + Send) -> Result<Frame, Error> {
        let empty = Frame::builder(survey);
        let source = Mutex::new(batches.enumerate());
        let parts: Mutex<Vec<(usize, Frame)>> = Mutex::default();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let work = || -> Result<(), Error> {
            // The lock is held while the next batch is fetched, not while it is decoded.
            while let Some((place, batch)) = lock(&source).next() {
                let mut builder = Builder::new(empty.questions.clone(), empty.layout.clone());
                batch.lines().for_each(|document| builder.push_or_skip(document));
                let part = builder.finish()?;
                lock(&parts).push((place, part));
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let own = work();
            workers.into_iter().fold(own, |so_far, worker| {
                so_far.and(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            })
        })?;
        let mut parts = parts.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        parts.sort_unstable_by_key(|(place, _)| *place);
        let mut frame = empty.finish()?;
        for (_, part) in parts {
            frame.append(part)?;
        }
        frame.data.rechunk_mut();
        Ok(frame)
    }

    /// Puts the rows of another frame of the same survey below.
    pub fn append(&mut self, other: Frame) -> Result<(), Error> {
        self.data.vstack_mut_owned(other.data)?;
        self.misfits += other.misfits;
        self.unreadable += other.unreadable;
        Ok(())
    }

    /// Responses.
    pub fn respondents(&self) -> u64 {
        self.data.height() as u64
    }

    /// The questions, in the order of the survey.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Values that did not fit their question and count as "no answer": an unknown option, a rating off the scale.
    pub fn misfits(&self) -> u64 {
        self.misfits
    }

    /// Documents that were left out because they are not answer documents.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    pub fn bytes(&self) -> usize {
        self.data.estimated_size()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A frame in the making.
#[derive(Debug)]
pub struct Builder {
    questions: Arc<[Question]>,
    layout: Arc<Layout>,
    cells: Vec<Cells>,
    guess: Guess,
    rows: usize,
    misfits: u64,
    unreadable: u64,
}

impl Builder {
    fn new(questions: Arc<[Question]>, layout: Arc<Layout>) -> Builder {
        let cells = questions.iter().map(Cells::new).collect();
        let guess = Guess::new(questions.len());
        Builder { questions, layout, cells, guess, rows: 0, misfits: 0, unreadable: 0 }
    }

    /// Adds one stored document, the JSON of `domain::Answers`. On error nothing of it stays.
    pub fn push(&mut self, document: &str) -> Result<(), Unreadable> {
        let before = self.misfits;
        let mut json = serde_json::Deserializer::from_str(document);
        let row = Document {
            layout: &self.layout,
            cells: &mut self.cells,
            guess: &mut self.guess,
            row: self.rows,
            misfits: &mut self.misfits,
        };
        match row.deserialize(&mut json).and_then(|()| json.end()) {
            Ok(()) => {
                self.rows += 1;
                Ok(())
            }
            Err(error) => {
                self.cells.iter_mut().for_each(|cells| cells.resize(self.rows));
                self.misfits = before;
                Err(error.into())
            }
        }
    }

    fn push_or_skip(&mut self, document: &str) {
        self.unreadable += u64::from(self.push(document).is_err());
    }

    pub fn finish(self) -> Result<Frame, Error> {
        let Builder { questions, layout, cells, rows, misfits, unreadable, .. } = self;
        let columns: Vec<Column> = cells
            .into_iter()
            .zip(layout.keys())
            .flat_map(|(mut cells, key)| {
                cells.resize(rows);
                cells.into_columns(key)
            })
            .collect();
        let data = DataFrame::new(rows, columns)?;
        Ok(Frame { data, questions, misfits, unreadable })
    }
}
