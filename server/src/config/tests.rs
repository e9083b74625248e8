use super::*;

fn load(environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::load(None, environment.iter().map(|(name, value)| (name.to_string(), value.to_string())))
}

/// It is refused with a message that starts like this.
#[track_caller]
fn refused(environment: &[(&str, &str)], said: &str) {
    let error = load(environment).expect_err("refused").to_string();
    assert!(error.starts_with(said), "{error}");
}

/// What is said of a settings file, without its folder.
#[track_caller]
fn said_of(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.toml");
    std::fs::write(&path, text).expect("written");
    let error = Config::load(Some(&path), std::iter::empty()).expect_err("refused").to_string();
    error.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn a_fault_in_the_file_is_told_in_german_with_line_and_key() {
    for (text, said) in [
        (
            "[server]\n\nadr = \"x\"\n",
            "b.toml: Zeile 3, server.adr: Diese Einstellung gibt es hier nicht. Es gibt: addr, ",
        ),
        ("[sever]\naddr = 1\n", "b.toml: Zeile 1, sever: Diese Einstellung gibt es hier nicht. Es gibt: server, "),
        ("[server\naddr = 1\n", "b.toml: Zeile 1, Spalte "),
        ("[server]\naddr = \"x\n", "b.toml: Zeile 2, Spalte "),
        (
            "[server]\naddr = 3000\n",
            "b.toml: Zeile 2, server.addr: Hier steht die Zahl 3000, erwartet wird eine IP-Adresse mit Port",
        ),
        ("[server]\naddr = \"localhost\"\n", "b.toml: Zeile 2, server.addr: Erwartet wird eine IP-Adresse mit Port"),
        (
            "# = \n[organisation]\naddress = \"Am Abdinghof\"\n",
            "b.toml: Zeile 3, organisation.address: Hier steht ein Text mit 12 Zeichen, erwartet wird eine Liste",
        ),
        (
            "[mail]\nport = 70000\n",
            "b.toml: Zeile 2, mail.port: Hier steht die Zahl 70000, erwartet wird eine ganze Zahl von 0 bis 65535.",
        ),
        (
            "[mail]\ntls = \"ssl\"\n",
            "b.toml: Zeile 2, mail.tls: „ssl“ gibt es hier nicht. Möglich sind: starttls, tls, none.",
        ),
        ("server = 3\n", "b.toml: Zeile 1, server: Hier steht die Zahl 3, erwartet wird ein Abschnitt"),
        ("[server]\ndata = true\n", "b.toml: Zeile 2, server.data: Hier steht true, erwartet wird ein Text"),
        (
            "[reach]\nonline = \"viel\"\n",
            "b.toml: Zeile 2, reach.online: Hier steht ein Text mit 4 Zeichen, erwartet wird eine Zahl",
        ),
        ("[server]\nproxies = [\n  \"x\",\n]\n", "b.toml: Zeile 2, server.proxies: Erwartet wird eine IP-Adresse"),
        (
            "mail.per_minute = 0\nmail.host = \"localhost\"\nmail.from = \"a@b.de\"\n",
            "b.toml: Zeile 1, mail.per_minute: Mit 0 ginge",
        ),
        (
            "[mail]\nhost = \"localhost\"\nfrom = \"a@b.de\"\nauthority = \"/gibt/es/nicht.pem\"\n",
            "b.toml: Zeile 4, mail.authority: /gibt/es/nicht.pem gibt es nicht.",
        ),
        (
            "[mail]\nhost = \"localhost\"\nfrom = \"a@b.de\"\nauthority = \"/dev/null\"\n",
            "b.toml: Zeile 4, mail.authority: In /dev/null steht kein Zertifikat als PEM",
        ),
        ("[reach]\nonline = 2.0\n", "b.toml: Zeile 2, reach.online: Erwartet wird eine Zahl von 0 bis 1."),
    ] {
        let error = said_of(text);
        assert!(error.starts_with(said), "{text:?}: {error}");
        let english = ["expected", "invalid", "unknown", "TOML parse", "missing"];
        assert!(!english.iter().any(|word| error.contains(word)), "{error}");
    }
}

#[test]
fn a_database_of_another_kind_is_refused_before_it_is_asked() {
    for name in ["database", "roster"] {
        let error = said_of(&format!("[server]\n{name} = \"mysql://me:geheim@host/db\"\n"));
        assert!(error.starts_with(&format!("b.toml: Zeile 2, server.{name}: Erwartet wird eine Adresse postgres://…")));
        assert!(!error.contains("geheim"), "{error}");
    }
    let variable = [("BEDARFSKOMPASS_SERVER__DATABASE", "sqlite:daten.sqlite")];
    refused(&variable, "BEDARFSKOMPASS_SERVER__DATABASE: Erwartet wird eine Adresse postgres://…");
    assert!(load(&[("BEDARFSKOMPASS_SERVER__DATABASE", "postgresql://host/db")]).is_ok());
}

#[test]
fn a_password_of_digits_is_a_text() {
    let config = load(&[("BEDARFSKOMPASS_MAIL__PASSWORD", "12345"), ("BEDARFSKOMPASS_MAIL__USER", "7")]);
    assert_eq!(config.expect("valid").mail.password.as_deref(), Some("12345"));
}

#[test]
fn environment_sets_values_of_every_type() {
    let config = load(&[
        ("BEDARFSKOMPASS_SERVER__ADDR", "127.0.0.1:4000"),
        ("BEDARFSKOMPASS_SERVER__MAX_CONNECTIONS", "12"),
        ("BEDARFSKOMPASS_ORGANISATION__ADDRESS", "[\"Am Abdinghof 11\", \"33098 Paderborn\"]"),
        ("PATH", "/bin"),
    ])
    .expect("valid");
    assert_eq!(config.server.addr.port(), 4000);
    assert_eq!(config.server.max_connections, 12);
    assert_eq!(config.organisation.address.len(), 2);
}

#[test]
fn a_misspelt_setting_is_an_error() {
    let error = load(&[("BEDARFSKOMPASS_SERVER__ADR", "127.0.0.1:4000")]).expect_err("unknown");
    let said = "BEDARFSKOMPASS_SERVER__ADR: Diese Einstellung gibt es hier nicht. Es gibt: addr, base_url, data, ";
    assert!(error.to_string().starts_with(said), "{error}");
}

#[test]
fn base_url_without_scheme_is_refused() {
    assert!(load(&[("BEDARFSKOMPASS_SERVER__BASE_URL", "example.org")]).is_err());
    assert!(load(&[("BEDARFSKOMPASS_SERVER__BASE_URL", "https://example.org/")]).is_err());
}

#[test]
fn the_reach_of_offers_can_be_set_and_is_checked() {
    let config = load(&[("BEDARFSKOMPASS_REACH__FULL_MINUTES", "20"), ("BEDARFSKOMPASS_REACH__ONLINE", "0.5")]);
    assert_eq!(config.expect("valid").reach, Reach { full_minutes: 20.0, zero_minutes: 60.0, online: 0.5 });
    refused(&[("BEDARFSKOMPASS_REACH__ONLINE", "1.5")], "BEDARFSKOMPASS_REACH__ONLINE: ");
    refused(&[("BEDARFSKOMPASS_REACH__FULL_MINUTES", "60")], "BEDARFSKOMPASS_REACH__FULL_MINUTES: ");
    refused(&[("BEDARFSKOMPASS_REACH__ZERO_MINUTES", "20")], "reach.full_minutes: ");
}

#[test]
fn the_grace_after_the_end_can_be_set_and_is_checked() {
    let hours = |hours| load(&[("BEDARFSKOMPASS_FIELDWORK__GRACE_HOURS", hours)]);
    assert_eq!(hours("48").expect("valid").fieldwork.grace_hours, 48);
    for wrong in ["-1", "169"] {
        refused(&[("BEDARFSKOMPASS_FIELDWORK__GRACE_HOURS", wrong)], "BEDARFSKOMPASS_FIELDWORK__GRACE_HOURS: ");
    }
}

#[test]
fn mail_settings_are_checked_and_shown_without_the_password() {
    let good = [
        ("BEDARFSKOMPASS_MAIL__HOST", "mail.example.org"),
        ("BEDARFSKOMPASS_MAIL__FROM", "umfrage@example.org"),
        ("BEDARFSKOMPASS_MAIL__USER", "umfrage"),
        ("BEDARFSKOMPASS_MAIL__PASSWORD", "geheim-1"),
        ("BEDARFSKOMPASS_MAIL__TLS", "tls"),
    ];
    let config = load(&good).expect("valid");
    let shown = toml::to_string_pretty(&config.redacted()).expect("shown") + &format!("{config:?}");
    assert!(shown.contains("mail.example.org") && !shown.contains("geheim-1"), "{shown}");
    for (name, value) in [("TLS", "none"), ("FROM", "umfrage"), ("REPLY_TO", "x"), ("PER_MINUTE", "0"), ("TLS", "ssl")]
    {
        let mut bad = good.to_vec();
        let name = format!("BEDARFSKOMPASS_MAIL__{name}");
        bad.push((&name, value));
        assert!(load(&bad).is_err(), "{name} {value}");
    }
    assert!(load(&good[..4].iter().copied().filter(|(name, _)| !name.ends_with("USER")).collect::<Vec<_>>()).is_err());
}

#[test]
fn the_colour_of_reports_must_carry_white_letters() {
    let colour = |colour| load(&[("BEDARFSKOMPASS_REPORT__COLOUR", colour)]);
    assert_eq!(colour("#7a1030").expect("valid").report.colour, "#7a1030");
    for bad in ["#ffd700", "#7a103", "7a1030", "red", "#7a10zz", "#7a10ä"] {
        refused(&[("BEDARFSKOMPASS_REPORT__COLOUR", bad)], "BEDARFSKOMPASS_REPORT__COLOUR: Erwartet wird #rrggbb");
    }
    // From the definition: black has 21, white 1, and #767676 is known as the lightest grey that passes.
    let contrast = |colour| (contrast_to_white(colour).expect("a colour") * 100.0).round() / 100.0;
    assert_eq!([contrast("#000000"), contrast("#ffffff"), contrast("#767676")], [21.0, 1.0, 4.54]);
}

#[test]
fn answers_and_roster_may_not_share_a_database() {
    let same = "postgres://me:secret@host/db";
    let both = [("BEDARFSKOMPASS_SERVER__DATABASE", same), ("BEDARFSKOMPASS_SERVER__ROSTER", same)];
    refused(&both, "BEDARFSKOMPASS_SERVER__ROSTER: Wer eingeladen ist, liegt in einer anderen Datenbank");
    let config = load(&[("BEDARFSKOMPASS_SERVER__ROSTER", "postgres://me:secret@host/other")]).expect("valid");
    assert!(!format!("{config:?}").contains("secret"));
}

#[test]
fn debug_hides_the_database_password() {
    let config = load(&[("BEDARFSKOMPASS_SERVER__DATABASE", "postgres://me:secret@host/db")]).expect("valid");
    assert!(!format!("{config:?}").contains("secret"));
}
