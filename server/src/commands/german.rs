//! The frames that clap puts around commands, in German as what stands in them.

use std::{
    error::Error as StdError,
    fs::File,
    io,
    net::AddrParseError,
    num::{IntErrorKind, ParseFloatError, ParseIntError},
    path::Path,
    process::exit,
};

use clap::{
    Arg, ArgAction, Command, CommandFactory, Error, Parser,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};
use domain::id::InvalidId;

use super::Failure;

const HELP: &str = "{about-with-newline}\nAufruf: {usage}\n\n{all-args}{after-help}";
/// As clap ends, and as every shell expects it of a line that was typed wrongly.
const MISTYPED: i32 = 2;

/// What was typed; ends with a message if it cannot be understood.
pub fn parse<P: Parser>() -> P {
    let parsed = command::<P>().try_get_matches().and_then(|mut matches| P::from_arg_matches_mut(&mut matches));
    parsed.unwrap_or_else(|error| match message(&error) {
        None => error.exit(),
        Some(message) => {
            eprintln!("bedarfskompass: {message}\n\nMehr sagt „bedarfskompass --help“, zu einem Befehl „bedarfskompass BEFEHL --help“.");
            exit(MISTYPED)
        }
    })
}

fn command<P: CommandFactory>() -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Nennt die Version");
    let mut command = framed(P::command().disable_version_flag(true).arg(version));
    // How a command is called is known when all are put together.
    command.build();
    with_german_usage(command)
}

fn with_german_usage(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[OPTIONEN]");
    command.override_usage(usage).mut_subcommands(with_german_usage)
}

fn framed(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Zeigt diese Hilfe");
    command
        .help_template(HELP)
        .subcommand_help_heading("Befehle")
        .subcommand_value_name("BEFEHL")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help)
        .mut_args(framed_argument)
        .mut_subcommands(framed)
}

/// What clap would add in English to the text of an argument is added here.
fn framed_argument(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Angaben" } else { "Optionen" };
    let takes_a_value = arg.get_action().takes_values();
    let remarks = remarks(&arg);
    let text = arg.get_help().filter(|_| !remarks.is_empty()).map(StyledStr::to_string);
    let arg = match text {
        Some(text) => arg.help(format!("{text} {}", remarks.join(" "))),
        None => arg,
    };
    // A number below zero is a wrong value, not an option that does not exist.
    let arg = if takes_a_value && !arg.is_allow_hyphen_values_set() { arg.allow_negative_numbers(true) } else { arg };
    arg.help_heading(heading).hide_default_value(true).hide_possible_values(true).hide_env(true)
}

fn remarks(arg: &Arg) -> Vec<String> {
    let mut remarks = Vec::new();
    if !arg.get_action().takes_values() {
        return remarks;
    }
    let possible: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if !possible.is_empty() {
        remarks.push(format!("[möglich: {}]", possible.join(", ")));
    }
    let preset: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if !preset.is_empty() {
        remarks.push(format!("[Vorgabe: {}]", preset.join(", ")));
    }
    if let Some(variable) = arg.get_env() {
        remarks.push(format!("[Umgebungsvariable: {}]", variable.to_string_lossy()));
    }
    remarks
}

/// `None` for what was asked for, and for what clap alone can tell.
fn message(error: &Error) -> Option<String> {
    let about = |kind| error.get(kind).map(listed).unwrap_or_default();
    let argument = about(ContextKind::InvalidArg);
    let value = about(ContextKind::InvalidValue);
    let instead = |kind| match about(kind) {
        name if name.is_empty() => String::new(),
        name => format!(" Gemeint ist vielleicht {name}."),
    };
    Some(match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("{argument} gibt es hier nicht.{}", instead(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let command = about(ContextKind::InvalidSubcommand);
            format!("Den Befehl {command} gibt es nicht.{}", instead(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("Es fehlt: {argument}."),
        ErrorKind::ArgumentConflict => {
            format!("{argument} und {} gehen nicht zusammen.", about(ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("Zu {argument} fehlt der Wert."),
        ErrorKind::InvalidValue => {
            format!("{value} passt nicht zu {argument}. Möglich sind: {}.", about(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().map(|reason| format!(": {}", reason_of(reason))).unwrap_or_default();
            format!("{value} passt nicht zu {argument}{}.", reason.trim_end_matches('.'))
        }
        ErrorKind::MissingSubcommand => {
            format!("Es fehlt ein Befehl. Möglich sind: {}.", about(ContextKind::ValidSubcommand))
        }
        ErrorKind::InvalidUtf8 => "Eine Angabe ist kein Text in UTF-8.".to_owned(),
        _ => return None,
    })
}

/// Why a value was not taken. Our own types say it in German, the others are known here.
fn reason_of(error: &(dyn StdError + 'static)) -> String {
    if error.is::<AddrParseError>() {
        return "Erwartet wird eine IP-Adresse mit Port, zum Beispiel 127.0.0.1:3000".to_owned();
    }
    if error.is::<InvalidId>() {
        return "Möglich sind 1 bis 48 Zeichen von a bis z, 0 bis 9, _ und -, am Anfang ein Buchstabe oder eine Ziffer"
            .to_owned();
    }
    if error.is::<ParseFloatError>() {
        return "Erwartet wird eine Zahl, mit Punkt vor den Nachkommastellen".to_owned();
    }
    if let Some(error) = error.downcast_ref::<ParseIntError>() {
        return match error.kind() {
            IntErrorKind::PosOverflow => "Die Zahl ist zu groß",
            _ => "Erwartet wird eine ganze Zahl ab 0",
        }
        .to_owned();
    }
    let text = error.to_string();
    match text.split_once(" is not in ") {
        Some((_, range)) => format!("Möglich ist {}", bounds(range)),
        None => text,
    }
}

/// `2..=200` or `2..` as clap writes what a number may be.
fn bounds(range: &str) -> String {
    let (from, to) = range.split_once("..").unwrap_or((range, ""));
    match to.strip_prefix('=').unwrap_or(to) {
        to if to.is_empty() || to == u32::MAX.to_string() => format!("eine ganze Zahl ab {from}"),
        to => format!("eine ganze Zahl von {from} bis {to}"),
    }
}

fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(names) => names.join(", "),
        value => value.to_string(),
    }
}

/// Why this file or folder cannot be used.
pub fn of_file(path: &Path, error: &io::Error) -> String {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "gibt es nicht".to_owned(),
        io::ErrorKind::PermissionDenied => "darf nicht gelesen oder geschrieben werden".to_owned(),
        io::ErrorKind::IsADirectory => "ist ein Ordner, keine Datei".to_owned(),
        io::ErrorKind::NotADirectory => "liegt unter etwas, das kein Ordner ist".to_owned(),
        io::ErrorKind::AlreadyExists => "gibt es schon".to_owned(),
        io::ErrorKind::StorageFull => "passt nicht mehr auf den Datenträger".to_owned(),
        io::ErrorKind::InvalidData => "ist kein Text in UTF-8".to_owned(),
        _ => error.to_string(),
    };
    format!("{}: {reason}", path.display())
}

/// What the person at the terminal reads. The store speaks English, to the log.
pub fn of_failure(failure: &(dyn StdError + Send + Sync + 'static)) -> String {
    match failure.downcast_ref::<store::Error>() {
        None => failure.to_string(),
        Some(store::Error::Busy) => "Die Datenbank ist nicht zu erreichen oder nimmt gerade nichts an. Läuft sie, stimmt \
                                     ihre Adresse (server.database, server.roster), und ist auf dem Datenträger noch Platz?"
            .to_owned(),
        Some(store::Error::NotFound) => "Das gibt es in der Datenbank nicht.".to_owned(),
        Some(store::Error::Conflict | store::Error::Closed | store::Error::Spent) => {
            "Das passt nicht zu dem, was in der Datenbank steht. Vielleicht hat es inzwischen jemand geändert.".to_owned()
        }
        Some(store::Error::Other(error)) => format!("Die Datenbank meldet: {error}"),
    }
}

/// Opens a file for reading. A folder can be opened like one, and would fail only later, without its name.
pub fn open_file(path: &Path) -> Result<File, Failure> {
    let named = |error: io::Error| Failure::from(of_file(path, &error));
    let file = File::open(path).map_err(named)?;
    if file.metadata().map_err(named)?.is_dir() {
        return Err(named(io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::{super::CommandLine, *};

    fn said(line: &[&str]) -> String {
        message(&command::<CommandLine>().try_get_matches_from(line).expect_err("it cannot be understood"))
            .expect("in German")
    }

    #[test]
    fn a_mistyped_line_is_answered_in_german() {
        let line = |rest: &[&'static str]| said(&[&["bedarfskompass"], rest].concat());
        assert_eq!(line(&["serve", "--adr", "x"]), "--adr gibt es hier nicht. Gemeint ist vielleicht --addr.");
        assert_eq!(line(&["srve"]), "Den Befehl srve gibt es nicht. Gemeint ist vielleicht serve.");
        assert!(line(&["analyse", "gap"]).starts_with("Es fehlt: "));
        assert_eq!(
            line(&["serve", "--addr", "1"]),
            "1 passt nicht zu --addr <HOST:PORT>: Erwartet wird eine IP-Adresse mit Port, zum Beispiel 127.0.0.1:3000."
        );
        assert_eq!(
            line(&["import", "synthetic", "--answers", "-5"]),
            "-5 passt nicht zu --answers <ZAHL>: Erwartet wird eine ganze Zahl ab 0."
        );
        assert_eq!(
            line(&["import", "synthetic", "--items", "3"]),
            "3 passt nicht zu --items <ZAHL>: Möglich ist eine ganze Zahl von 40 bis 200."
        );
        assert!(line(&["analyse", "suppress", "--table", "a", "--k", "1"]).ends_with("eine ganze Zahl ab 2."));
        assert!(line(&["analyse", "coverage", "--full", "0,8"]).contains("Erwartet wird eine Zahl, mit Punkt"));
        assert!(line(&["analyse", "gap", "--means", "a", "--scale", "5"]).ends_with("höchstens 101 Punkte."));
        assert!(
            line(&["export", "responses", "--wave", "w", "--format", "pdf"]).contains("Möglich sind: csv, csv-excel")
        );
        assert!(line(&["user", "--data", "x"]).starts_with("Es fehlt ein Befehl. Möglich sind: "));
        assert!(line(&["serve", "--data"]).starts_with("Zu --data <ORDNER> fehlt der Wert"));
    }

    /// Every command with the words that lead to it, the program itself first.
    fn commands() -> Vec<(String, Command)> {
        fn walk(command: &Command, way: &str, found: &mut Vec<(String, Command)>) {
            found.push((way.to_owned(), command.clone()));
            for inner in command.get_subcommands() {
                walk(inner, &format!("{way} {}", inner.get_name()), found);
            }
        }
        let mut all = command::<CommandLine>();
        all.build();
        let mut found = Vec::new();
        walk(&all, "bedarfskompass", &mut found);
        found
    }

    #[test]
    fn what_the_store_refuses_is_told_in_german() {
        let said = |error: store::Error| of_failure(Failure::from(error).as_ref());
        assert!(said(store::Error::Busy).contains("server.database"));
        assert!(said(store::Error::NotFound).starts_with("Das gibt es"));
        assert!(said(store::Error::Conflict).starts_with("Das passt nicht"));
        assert_eq!(of_failure(Failure::from("Etwas anderes.").as_ref()), "Etwas anderes.");
    }

    #[test]
    fn help_has_no_english_frame() {
        const ENGLISH: [&str; 11] = [
            "Usage",
            "Print",
            "Commands:",
            "Options:",
            "Arguments:",
            "default",
            "ossible values",
            "[env",
            "alias",
            "OPTIONS",
            "COMMAND",
        ];
        let commands = commands();
        assert!(commands.len() > 25, "only {} commands", commands.len());
        for (way, mut command) in commands {
            let (long, short) = (command.render_long_help().to_string(), command.render_help().to_string());
            for help in [&long, &short] {
                assert!(help.contains("Aufruf: ") && help.contains("Optionen:"), "{way}: {help}");
                let found: Vec<_> = ENGLISH.iter().filter(|word| help.contains(**word)).collect();
                assert!(found.is_empty(), "{way}: {found:?} in {help}");
            }
        }
        let long = |way: &str| {
            let (_, mut command) = self::commands().into_iter().find(|(name, _)| name == way).expect("a command");
            command.render_long_help().to_string()
        };
        assert!(long("bedarfskompass").contains("[Umgebungsvariable: BEDARFSKOMPASS_CONFIG]"));
        assert!(long("bedarfskompass analyse gap").contains("[Vorgabe: imp_]"));
        let export = long("bedarfskompass export responses");
        assert!(
            export.contains("[möglich: csv, csv-excel, xlsx, sav, parquet, r, ddi")
                && export.contains("[Vorgabe: csv]")
        );
    }

    #[test]
    fn every_command_has_an_example_and_every_argument_a_text() {
        for (way, command) in commands() {
            for arg in command.get_arguments() {
                let text = arg.get_help().map(StyledStr::to_string).unwrap_or_default();
                assert!(text.chars().count() >= 10, "{way}: {} has no text", arg.get_id());
            }
            let about = command.get_about().map(StyledStr::to_string).unwrap_or_default();
            assert!((10..=110).contains(&about.chars().count()), "{way}: {about}");
            if command.get_subcommands().next().is_none() {
                let after = command.get_after_help().map(StyledStr::to_string).unwrap_or_default();
                let (first, verb) = way.rsplit_once(' ').expect("a subcommand");
                let is_example = |line: &str| line.contains(first) && line.contains(verb);
                assert!(after.starts_with("Beispiel") && after.lines().any(is_example), "{way}: no example in {after}");
            }
        }
    }
}
