//! What must not stand in the sources, because it has failed before, here or in the programs we learnt from.

use super::tree::Tree;
use super::walls::manifest;
use crate::workspace::Workspace;
use anyhow::{Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Where our Rust sources are.
const ROOMS: [&str; 4] = ["domain", "app", "server", "xtask"];

/// Words that may not stand in a line of code within `rooms`, but for the files `except`.
struct Ban {
    words: &'static [&'static str],
    rooms: &'static [&'static str],
    except: &'static [&'static str],
    why: &'static str,
}

const PRODUCT: &[&str] = &["domain/", "app/", "server/"];

const BANS: [Ban; 13] = [
    Ban {
        words: &["<textarea"],
        rooms: PRODUCT,
        except: &["app/src/ui/textarea.rs"],
        why: "its children are not escaped on the server; use ui::Textarea",
    },
    Ban {
        words: &["inner_html"],
        rooms: PRODUCT,
        except: &[
            "app/src/ui/textarea.rs",
            "app/src/ui/figure.rs",
            "app/src/ui/cards.rs",
            "app/src/document/loader.rs",
        ],
        why: "it writes unescaped text into the page",
    },
    Ban {
        words: &["leptos_meta", "<Title"],
        rooms: PRODUCT,
        except: &[],
        why: "titles are not escaped; app::document writes the head",
    },
    Ban {
        words: &["GetUrl", "GetCbor", "Websocket", "MultipartFormData"],
        rooms: PRODUCT,
        except: &[],
        why: "a server function called so defeats SameSite or the body limit",
    },
    Ban {
        words: &["AssertSqlSafe", "raw_sql("],
        rooms: PRODUCT,
        except: &[],
        why: "SQL is fixed text with parameters",
    },
    Ban { words: &["now_v7", "now_v1"], rooms: PRODUCT, except: &[], why: "such an id tells when a person answered" },
    Ban {
        words: &[" style=", "\"style="],
        rooms: &["app/", "server/charts/src/"],
        except: &[],
        why: "the content security policy blocks style attributes; use a class",
    },
    Ban {
        words: &[" style:"],
        rooms: &["app/src/"],
        except: &[],
        why: "leptos makes a style attribute of it; use a class",
    },
    Ban {
        words: &[" println!(", " print!("],
        rooms: PRODUCT,
        except: &["server/src/commands/", "server/build.rs"],
        why: "standard output is what a command promises there",
    },
    Ban {
        words: &["from_kept"],
        rooms: PRODUCT,
        except: &[
            "domain/src/disclosure.rs",
            "server/src/retention.rs",
            "server/src/breakdown/mod.rs",
            "server/src/first_look.rs",
        ],
        why: "only what was released before and kept by the server itself is released",
    },
    Ban {
        words: &["follow_with"],
        rooms: PRODUCT,
        except: &["domain/src/disclosure.rs", "server/src/analysis.rs"],
        why: "what stands beside a released value must be known to everybody: offers and ways",
    },
    Ban { words: &["todo!(", "unimplemented!(", "dbg!("], rooms: &[""], except: &[], why: "unfinished" },
    Ban {
        words: &["std::time", "std::fs", "std::env", "std::net", "async fn", "use rand"],
        rooms: &["domain/src/"],
        except: &[],
        why: "the rules know no clock, no disk and no chance",
    },
];

/// A line of code and where it stands.
struct Line<'a> {
    file: &'a str,
    number: usize,
    code: &'a str,
}

pub fn forbidden(workspace: &Workspace) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (file, text) in sources(&workspace.root)? {
        found.extend(code(&file, &text).flat_map(|line| broken_bans(&line)));
    }
    Ok(found)
}

fn broken_bans(line: &Line<'_>) -> Vec<String> {
    let starts = |folders: &[&str]| folders.iter().any(|folder| line.file.starts_with(folder));
    let applies = |ban: &&Ban| starts(ban.rooms) && !starts(ban.except);
    let breaks = |ban: &Ban| {
        let word = ban.words.iter().find(|word| format!(" {}", line.code).contains(**word))?;
        Some(format!("{}:{}: {}: {}", line.file, line.number, word.trim(), ban.why))
    };
    BANS.iter().filter(applies).filter_map(breaks).collect()
}

/// The code of a file without comments and without its tests and examples, which stand at the end or in files of their
/// own and must be free to name what is forbidden.
fn code<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Line<'a>> {
    let free = ["/tests/", "/tests.rs", "/examples/", "xtask/src/tidy/sources.rs"];
    let is_test = free.iter().any(|part| file.contains(part));
    let mut lines: Vec<_> = text.lines().collect();
    let end = (0..lines.len()).find(|start| is_test || are_tests(&lines[*start..])).unwrap_or(lines.len());
    lines.truncate(end);
    let lines = lines.into_iter().enumerate();
    let lines = lines.map(move |(index, line)| Line { file, number: index + 1, code: line.trim() });
    lines.filter(|line| !line.code.starts_with("//"))
}

/// N.B. Other things of tests, like the name of a file of theirs, stand before code that is none.
fn are_tests(lines: &[&str]) -> bool {
    let mut lines = lines.iter().map(|line| line.trim());
    let marked = lines.next() == Some("#[cfg(test)]");
    let module = lines.find(|line| !line.starts_with("#[")).unwrap_or_default();
    marked && module.starts_with("mod ") && module.ends_with('{')
}

pub fn long_files(workspace: &Workspace) -> Result<Vec<String>> {
    let long = |(file, text): (String, String)| {
        let lines = text.lines().count();
        (lines > 500).then(|| format!("{file}: {lines} lines"))
    };
    Ok(sources(&workspace.root)?.into_iter().filter_map(long).collect())
}

/// Tests in a library whose Cargo.toml says `test = false`.
pub fn unseen_tests(workspace: &Workspace) -> Result<Vec<String>> {
    let mut unseen = Vec::new();
    for package in Tree::read(workspace)?.own() {
        let path = Path::new(&package.manifest_path);
        let of_library = manifest(path)?.get("lib").and_then(|library| library.get("test")?.as_bool());
        let mut files = Vec::new();
        if let (Some(false), Some(folder)) = (of_library, path.parent()) {
            collect(&folder.join("src"), &mut files)?;
        }
        for file in files {
            if holds_tests(&fs::read_to_string(&file)?) {
                unseen.push(file.display().to_string());
            }
        }
    }
    Ok(unseen)
}

fn holds_tests(text: &str) -> bool {
    text.lines().any(|line| line.trim().starts_with("#[cfg(test)]") || line.trim().starts_with("#[test]"))
}

/// All Rust sources: path from the root, and text.
fn sources(root: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for room in ROOMS {
        collect(&root.join(room), &mut files)?;
    }
    files.sort();
    ensure!(files.len() > ROOMS.len(), "there are no sources below {}", root.display());
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        Ok((name, fs::read_to_string(&path)?))
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str, text: &str) -> Vec<String> {
        code(file, text).flat_map(|line| broken_bans(&line)).collect()
    }

    #[test]
    fn every_ban_finds_each_of_its_words_where_it_applies_and_only_there() {
        for ban in &BANS {
            for word in ban.words {
                let (inside, line) = (format!("{}x.rs", ban.rooms[0]), format!("let x = 1;\n let y ={word}"));
                assert!(found(&inside, &line).iter().any(|found| found.contains(ban.why)), "{word}");
                assert!(found(&inside, &format!("// {word}")).is_empty(), "{word} in a comment");
                let allowed = ban.except.first().map(|file| found(file, &line)).unwrap_or_default();
                assert!(!allowed.iter().any(|found| found.contains(ban.why)), "{word} in {:?}", ban.except);
            }
        }
    }

    /// By whatever path, with a type or without, called or handed on.
    #[test]
    fn nobody_calls_unseen_what_trusts_its_caller() {
        for code in [
            "let kept = Released::from_kept(&document)?;",
            "document.map(Released::from_kept).transpose()",
            "Released::<Results>::from_kept(&document)",
            "<Released<Results>>::from_kept(&document)",
            "needs.follow_with(&public, cover)",
            "Released::follow_with(&needs, &public, cover)",
            "let cover = Released::<Needs>::follow_with;",
        ] {
            assert_eq!(found("server/src/a.rs", code).len(), 1, "{code}");
        }
    }

    #[test]
    fn the_place_is_named_and_tests_are_left_alone() {
        let text = "fn a() {\n    dbg!(1)\n}\n#[cfg(test)]\nmod tests {\n    fn b() { todo!() }\n}\n";
        assert_eq!(found("app/src/a.rs", text), ["app/src/a.rs:2: dbg!(: unfinished"]);
        assert!(found("server/tests/it/a.rs", text).is_empty());
        let named = "#[cfg(test)]\nmod tests;\n\nfn a() {\n    dbg!(1)\n}\n";
        assert_eq!(found("app/src/a.rs", named), ["app/src/a.rs:5: dbg!(: unfinished"]);
    }

    #[test]
    fn tests_are_seen_where_they_stand() {
        assert!(holds_tests("fn a() {}\n#[cfg(test)]\nmod tests;\n") && holds_tests("mod b {\n    #[test]\n"));
        assert!(!holds_tests("// #[test]\nfn a() {}\n"));
    }

    #[test]
    fn standard_error_is_not_standard_output() {
        assert!(found("server/src/a.rs", "eprintln!(\"x\");").is_empty());
        assert_eq!(found("server/src/a.rs", "println!(\"x\");").len(), 1);
    }
}
