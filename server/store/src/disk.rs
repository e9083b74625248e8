//! What SQLite needs of the place its file is in.

use std::path::Path;

use crate::Error;

/// A disk that runs full takes no more answers, and the write-ahead log needs room to be merged.
const LEAST_FREE: u64 = 512 * 1024 * 1024;

/// File systems over a network promise locks and syncs that they do not always keep (sqlite.org/useovernet.html):
/// their name, and their magic number in statfs(2).
const NETWORK: [(&str, u64); 8] = [
    ("NFS", 0x6969),
    ("SMB", 0x517b),
    ("SMB", 0xfe53_4d42),
    ("CIFS", 0xff53_4d42),
    ("AFS", 0x5346_414f),
    ("9P", 0x0102_1997),
    ("Ceph", 0x00c3_6400),
    ("Coda", 0x7375_7245),
];

/// The layer of a container: local, but gone with the container.
const OVERLAY: u64 = 0x794c_7630;

/// Refuses a folder on a network or on a disk that is all but full.
#[cfg(target_os = "linux")]
pub(crate) fn check(folder: &Path) -> Result<(), Error> {
    let (kind, free) = kind_and_free(folder)?;
    if kind == OVERLAY {
        tracing::warn!("{}: in the layer of a container, and gone with it; use a volume", folder.display());
    }
    judge(kind, free).map_err(|why| Error::other(format!("{}: {why}", folder.display())))
}

/// Refuses to write so many bytes where the answers that come meanwhile would not have room.
#[cfg(target_os = "linux")]
pub(crate) fn check_room(folder: &Path, bytes: u64) -> Result<(), Error> {
    let (_, free) = kind_and_free(folder)?;
    judge_room(free, bytes).map_err(|why| Error::other(format!("{}: {why}", folder.display())))
}

/// Elsewhere there is no such number to look at.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check(_: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn check_room(_: &Path, _: u64) -> Result<(), Error> {
    Ok(())
}

/// Of the file system, and bytes.
#[cfg(target_os = "linux")]
fn kind_and_free(folder: &Path) -> Result<(u64, u64), Error> {
    let found = rustix::fs::statfs(folder).map_err(|error| Error::other(format!("{}: {error}", folder.display())))?;
    // The kernel's number is 32 bits wide, whatever the width and sign of the field.
    let kind = found.f_type as u64 & 0xffff_ffff;
    Ok((kind, found.f_bavail.saturating_mul(u64::try_from(found.f_bsize).unwrap_or_default())))
}

fn judge(kind: u64, free: u64) -> Result<(), String> {
    if let Some((name, _)) = NETWORK.iter().find(|(_, magic)| *magic == kind) {
        return Err(format!("this is a network file system ({name}); SQLite needs a local disk"));
    }
    if free < LEAST_FREE {
        return Err(format!("only {} MB are free on this disk; at least 512 MB are needed", free >> 20));
    }
    Ok(())
}

fn judge_room(free: u64, bytes: u64) -> Result<(), String> {
    match free.checked_sub(bytes) {
        Some(left) if left >= LEAST_FREE => Ok(()),
        _ => {
            let (free, needed) = (free >> 20, bytes.saturating_add(LEAST_FREE) >> 20);
            Err(format!("only {free} MB are free on this disk; {needed} MB are needed"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXT4: u64 = 0xef53;

    #[test]
    fn only_a_local_disk_with_room_is_taken() {
        assert_eq!(judge(EXT4, LEAST_FREE), Ok(()));
        assert!(judge(EXT4, LEAST_FREE - 1).is_err_and(|why| why.starts_with("only 511 MB")));
        for (name, magic) in NETWORK {
            assert!(judge(magic, u64::MAX).is_err_and(|why| why.contains(name)));
        }
    }

    #[test]
    fn what_is_written_leaves_room_for_answers() {
        assert_eq!(judge_room(LEAST_FREE + 10, 10), Ok(()));
        assert!(judge_room(LEAST_FREE + 9, 10).is_err());
        assert!(judge_room(5, 10).is_err() && judge_room(u64::MAX, u64::MAX).is_err());
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        assert!(check(Path::new("/does/not/exist")).is_err());
        assert!(check(&std::env::temp_dir()).is_ok());
    }
}
