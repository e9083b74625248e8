//! The frames that clap puts around commands, in German as what stands in them.

use std::{error::Error as _, io, path::Path, process::exit};

use clap::{
    Arg, ArgAction, Command, CommandFactory, Error, Parser,
    error::{ContextKind, ContextValue, ErrorKind},
};

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
    framed(P::command().disable_version_flag(true).arg(version))
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
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "Angaben" } else { "Optionen" };
            arg.help_heading(heading)
        })
        .mut_subcommands(framed)
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
            let reason = error.source().map(|reason| format!(" ({reason})")).unwrap_or_default();
            format!("{value} passt nicht zu {argument}{reason}.")
        }
        _ => return None,
    })
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
        assert!(line(&["serve", "--addr", "1"]).starts_with("1 passt nicht zu --addr <HOST:PORT>"));
        assert!(line(&["serve", "--data"]).starts_with("Zu --data <ORDNER> fehlt der Wert"));
    }

    #[test]
    fn help_has_no_english_frame() {
        let help = command::<CommandLine>().render_long_help().to_string();
        assert!(help.contains("Aufruf: ") && help.contains("Befehle:") && help.contains("Optionen:"), "{help}");
        assert!(!help.contains("Usage") && !help.contains("Print"), "{help}");
    }
}
