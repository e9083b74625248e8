//! A firm's comparison on paper: what its page says, made when it is asked for and kept nowhere.

mod compose;
mod turns;
mod words;

pub use compose::compose;
pub use turns::Turns;
