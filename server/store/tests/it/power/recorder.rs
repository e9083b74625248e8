//! Writes down what SQLite asks of the disk and in which order: a VFS that is the system's own and listens on the way.
#![expect(unsafe_code, reason = "SQLite is told of a file system by a table of functions in C")]

use std::{
    collections::HashMap,
    ffi::{CStr, OsStr, c_char, c_int, c_void},
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
    slice,
    sync::{Mutex, Once},
};

use libsqlite3_sys::{
    SQLITE_OK, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};

/// What happened, in the order in which it was over.
pub enum Event {
    Written {
        file: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: PathBuf,
        to: usize,
    },
    /// Whatever was written to the file before the event of this number is on the disk.
    Synced {
        file: PathBuf,
        until: usize,
    },
    Deleted {
        file: PathBuf,
    },
    /// Somebody was told that this step of theirs is stored.
    Acknowledged {
        person: usize,
        step: usize,
    },
}

impl Event {
    /// The file that is another one afterwards.
    pub fn changes(&self) -> Option<&Path> {
        match self {
            Event::Written { file, .. } | Event::Cut { file, .. } => Some(file),
            Event::Synced { .. } | Event::Deleted { .. } | Event::Acknowledged { .. } => None,
        }
    }
}

/// By folder: what lies elsewhere is nobody's business.
static RECORDINGS: Mutex<Option<HashMap<PathBuf, Vec<Event>>>> = Mutex::new(None);
/// By where SQLite keeps them.
static OPEN_FILES: Mutex<Option<HashMap<usize, OpenFile>>> = Mutex::new(None);

#[derive(Clone)]
struct OpenFile {
    path: PathBuf,
    system: &'static sqlite3_io_methods,
}

/// From now on, for databases in this folder that are not open yet.
pub fn record(folder: &Path) {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(install);
    RECORDINGS.lock().unwrap().get_or_insert_default().insert(folder.to_owned(), Vec::new());
}

pub fn acknowledge(folder: &Path, person: usize, step: usize) {
    note(&folder.join("acknowledged"), |_| Event::Acknowledged { person, step });
}

/// How many events there are by now.
pub fn length(folder: &Path) -> usize {
    RECORDINGS.lock().unwrap().as_ref().and_then(|recordings| recordings.get(folder)).map_or(0, Vec::len)
}

/// Ends the recording.
pub fn take(folder: &Path) -> Vec<Event> {
    RECORDINGS.lock().unwrap().as_mut().and_then(|recordings| recordings.remove(folder)).unwrap_or_default()
}

fn note(path: &Path, event: impl FnOnce(PathBuf) -> Event) {
    let mut recordings = RECORDINGS.lock().unwrap();
    let recording = recordings.as_mut().zip(path.parent()).and_then(|(all, folder)| all.get_mut(folder));
    if let Some(recording) = recording {
        recording.push(event(path.to_owned()));
    }
}

/// Makes it the file system of every connection that is opened later.
fn install() {
    // SAFETY: the copy lives for ever, and the functions of the system's VFS read nothing of it but what was copied.
    unsafe {
        let listening =
            sqlite3_vfs { zName: c"recorder".as_ptr(), xOpen: Some(open), xDelete: Some(delete), ..*system() };
        assert_eq!(sqlite3_vfs_register(Box::leak(Box::new(listening)), 1), SQLITE_OK);
    }
}

fn system() -> *mut sqlite3_vfs {
    // SAFETY: the name ends in a zero.
    let system = unsafe { sqlite3_vfs_find(c"unix".as_ptr()) };
    assert!(!system.is_null(), "SQLite has no file system of its own");
    system
}

/// `None` for files without a name, which are gone when they are closed.
fn path(name: *const c_char) -> Option<PathBuf> {
    // SAFETY: SQLite hands over a text that ends in a zero.
    (!name.is_null()).then(|| OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes()).into())
}

fn is_recorded(path: &Path) -> bool {
    let recordings = RECORDINGS.lock().unwrap();
    recordings.as_ref().zip(path.parent()).is_some_and(|(all, folder)| all.contains_key(folder))
}

fn opened(file: *mut sqlite3_file) -> OpenFile {
    OPEN_FILES.lock().unwrap().as_ref().and_then(|files| files.get(&file.addr())).expect("it was opened here").clone()
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    given: *mut c_int,
) -> c_int {
    // SAFETY: SQLite keeps `file` until it is closed, and the system's table of methods lives for ever.
    unsafe {
        let done = (*system()).xOpen.expect("every VFS opens")(vfs, name, file, flags, given);
        if let Some(path) = path(name).filter(|path| done == SQLITE_OK && is_recorded(path)) {
            let system = &*(*file).pMethods;
            let listening =
                sqlite3_io_methods { xWrite: Some(write), xTruncate: Some(truncate), xSync: Some(sync), ..*system };
            (*file).pMethods = Box::leak(Box::new(listening));
            OPEN_FILES.lock().unwrap().get_or_insert_default().insert(file.addr(), OpenFile { path, system });
        }
        done
    }
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: what SQLite has handed over is handed on.
    let done = unsafe { (*system()).xDelete.expect("every VFS deletes")(vfs, name, sync_folder) };
    if let Some(path) = path(name).filter(|_| done == SQLITE_OK) {
        note(&path, |file| Event::Deleted { file });
    }
    done
}

unsafe extern "C" fn write(file: *mut sqlite3_file, from: *const c_void, length: c_int, at: sqlite3_int64) -> c_int {
    let OpenFile { path, system } = opened(file);
    // SAFETY: what SQLite has handed over is handed on, and `length` bytes of it are read.
    let (done, bytes) = unsafe {
        let done = system.xWrite.expect("every file is written")(file, from, length, at);
        (done, slice::from_raw_parts(from.cast::<u8>(), usize::try_from(length).unwrap()))
    };
    if done == SQLITE_OK {
        note(&path, |file| Event::Written { file, at: usize::try_from(at).unwrap(), bytes: bytes.to_vec() });
    }
    done
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, to: sqlite3_int64) -> c_int {
    let OpenFile { path, system } = opened(file);
    // SAFETY: what SQLite has handed over is handed on.
    let done = unsafe { system.xTruncate.expect("every file is cut")(file, to) };
    if done == SQLITE_OK {
        note(&path, |file| Event::Cut { file, to: usize::try_from(to).unwrap() });
    }
    done
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    let OpenFile { path, system } = opened(file);
    // What another connection writes meanwhile may come too late for this sync.
    let until = path.parent().map_or(0, length);
    // SAFETY: what SQLite has handed over is handed on.
    let done = unsafe { system.xSync.expect("every file is synced")(file, flags) };
    if done == SQLITE_OK {
        note(&path, |file| Event::Synced { file, until });
    }
    done
}
