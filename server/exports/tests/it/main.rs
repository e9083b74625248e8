//! Files that are written are read again: by readers of this language here, by those that analysts use in `readers`.

mod fixture;
mod formats;
mod readers;
mod survey;
