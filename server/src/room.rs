//! Room for connections: each is an open file, and shells and service managers allow a program 1,024 of them unless it
//! asks for more. Beyond that not only visitors would be turned away, SQLite could not open its files either.

/// Files that are open besides: databases, logs, pipes.
const OTHER: u64 = 256;

/// As many connections as there may be, up to the wanted number; the system is asked for the room.
pub fn for_connections(wanted: usize) -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        let needed = u64::try_from(wanted).unwrap_or(u64::MAX).saturating_add(OTHER);
        let Some(short) = current.filter(|files| *files < needed) else { return wanted };
        let most = maximum.map_or(needed, |most| most.min(needed));
        let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum });
        let connections = connections(if raised.is_ok() { most } else { short });
        if connections < wanted {
            tracing::warn!(wanted, connections, "the system allows too few open files for server.max_connections");
        }
        connections
    }
    #[cfg(not(unix))]
    wanted
}

/// With so many files; a few in any case.
#[cfg(unix)]
fn connections(files: u64) -> usize {
    usize::try_from(files.saturating_sub(OTHER).max(16)).unwrap_or(usize::MAX)
}

#[cfg(all(test, unix))]
mod tests {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    use super::*;

    /// With 1,024 files, 2,000 people waited for a minute to get in.
    #[test]
    fn the_soft_limit_of_open_files_is_raised_and_the_hard_one_kept_to() {
        let before = getrlimit(Resource::Nofile);
        let enough = before.maximum.is_none_or(|most| most >= 700);
        assert!(enough, "the tests themselves need more files than {:?}", before.maximum);
        setrlimit(Resource::Nofile, Rlimit { current: Some(600), ..before }).expect("lowered");
        assert_eq!(for_connections(300), 300);
        assert_eq!(getrlimit(Resource::Nofile).current, Some(600), "what is enough is left");
        assert_eq!(for_connections(400), 400);
        assert_eq!(getrlimit(Resource::Nofile).current, Some(656));
        if let Some(most) = before.maximum {
            assert_eq!(for_connections(usize::MAX / 2), connections(most));
        }
        setrlimit(Resource::Nofile, before).expect("as it was");
        assert_eq!((connections(1_024), connections(100)), (768, 16));
    }
}
