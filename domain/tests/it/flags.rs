//! What reviewers are pointed to in a text: single cases, and how much of a seeded corpus is found.

use std::collections::BTreeMap;

use domain::open_answers::{self, Flag, Kind, pieces};

/// Towns of the region.
const PLACES: [&str; 3] = ["Verl", "Bad Lippspringe", "Höxter"];

fn flags(text: &str) -> Vec<Flag> {
    open_answers::flags(text, &PLACES)
}

fn marked(text: &str) -> Vec<(Kind, &str)> {
    flags(text).into_iter().map(|Flag { kind, start, end }| (kind, &text[start..end])).collect()
}

#[test]
fn ways_to_reach_somebody_are_marked() {
    let cases = [
        ("Schreiben Sie an max.muster@firma-x.de.", Kind::Mail, "max.muster@firma-x.de"),
        ("j.muster (at) firma punkt de bitte", Kind::Mail, "j.muster (at) firma punkt de"),
        ("info[at]bäcker.de", Kind::Mail, "info[at]bäcker.de"),
        ("Anruf: 05251/123 45-6, danke", Kind::Phone, "05251/123 45-6"),
        ("+49 (0)170 1234567", Kind::Phone, "49 (0)170 1234567"),
        ("Abt. 5. 0170 1234567", Kind::Phone, "0170 1234567"),
        ("Meine Durchwahl ist 4711.", Kind::Phone, "4711"),
        ("Kontakt 05251/448236", Kind::Phone, "05251/448236"),
        ("17012345678", Kind::Phone, "17012345678"),
        ("siehe (www.firma.de/jobs).", Kind::Web, "www.firma.de/jobs"),
        ("Auf firma-muster.de steht alles", Kind::Web, "firma-muster.de"),
        ("insta @max_99", Kind::Web, "@max_99"),
        ("Konto DE89 3704 0044 0532 0130 00 bei", Kind::Account, "DE89 3704 0044 0532 0130 00"),
        ("de89370400440532013000", Kind::Account, "de89370400440532013000"),
    ];
    for (text, kind, part) in cases {
        assert_eq!(marked(text), [(kind, part)], "{text}");
    }
}

#[test]
fn names_and_special_categories_are_marked() {
    let cases = [
        ("Herr Müller hilft", Kind::Name, "Herr Müller"),
        ("Frau Dr. Anna Schmidt-Lau ist nett", Kind::Name, "Frau Dr. Anna Schmidt-Lau"),
        ("der herr müller schreit", Kind::Name, "herr müller"),
        ("Prof. Weber", Kind::Name, "Prof. Weber"),
        ("Frau von der Heide", Kind::Name, "Frau von der Heide"),
        ("mein Ausbilder Schulze brüllt", Kind::Name, "Ausbilder Schulze"),
        ("ich heiße Kowalski", Kind::Name, "heiße Kowalski"),
        ("Viele Grüße, Kowalski", Kind::Name, "Grüße, Kowalski"),
        ("wie Mehmet gesagt hat", Kind::Name, "Mehmet"),
        ("Ich bin der einzige Lehrling hier", Kind::Singled, "einzige"),
        ("weil ich Diabetes habe", Kind::Health, "Diabetes"),
        ("lange krankgeschrieben", Kind::Health, "krankgeschrieben"),
        ("wegen dem Kopftuch", Kind::Belief, "Kopftuch"),
        ("bei der IG-Metall", Kind::Union, "IG-Metall"),
        ("bei ver.di", Kind::Union, "ver.di"),
        ("unser Betriebsrat", Kind::Union, "Betriebsrat"),
        ("wegen Asyl", Kind::Origin, "Asyl"),
        ("weil ich schwul bin", Kind::Sexuality, "schwul"),
        ("die AfD wählen", Kind::Politics, "AfD"),
        ("der Bus nach Bad Lippspringe-Ost", Kind::Place, "Bad Lippspringe"),
        ("Mein Betrieb in HÖXTER", Kind::Place, "HÖXTER"),
    ];
    for (text, kind, part) in cases {
        assert_eq!(marked(text), [(kind, part)], "{text}");
    }
}

#[test]
fn days_hours_amounts_and_plain_words_are_not() {
    let clean = [
        "Beginn am 01.09.2026, 08.00-16.30 Uhr, 30 Tage",
        "Ein Zuschuss von 10.050.000 € oder 1.500.000,00",
        "Als Frau wird man ernst genommen. Die Frau, die kommt.",
        "Das Krankenhaus und die Krankenpflege",
        "Im Verlauf der Ausbildung",
        "z.B. mehr Geld usw.und so",
        "3 von 4 (75 %) sagen 1/2",
        "",
        "@ ( + 0 [at] (at)",
    ];
    for text in clean {
        assert!(marked(text).is_empty(), "{text}: {:?}", marked(text));
    }
}

#[test]
fn pieces_are_the_text_and_marks_lie_side_by_side_whatever_was_typed() {
    let odd = [
        "İ@ß.de ẞ+49 ́ 0170\u{a0}1234567",
        "(+",
        "a@b@c.de@",
        "DE89",
        "Herr",
        "Herr \u{1f600} Müller",
        "Tel. ä",
        "🙂 (at) 🙂.de",
    ];
    for text in odd.into_iter().chain(corpus().iter().map(|planted| planted.text.as_str())) {
        let flags = flags(text);
        assert!(flags.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text}");
        let whole: String = pieces(text, &flags).into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(whole, text);
    }
}

/// A text of the corpus and what stands in it.
struct Planted {
    text: String,
    kind: Kind,
    what: String,
}

/// Numbers that look like chance and are the same every time (SplitMix64; Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// `#` is any digit.
    fn digits(&mut self, pattern: &str) -> String {
        pattern.chars().map(|sign| if sign == '#' { (b'0' + self.below(10) as u8) as char } else { sign }).collect()
    }
}

const TEXTS: usize = 500;
const BEFORE: [&str; 7] = [
    "",
    "Mehr Zeit für die Prüfungsvorbereitung wäre gut. ",
    "Die Fahrt mit dem Bus dauert zu lange. ",
    "Ich wünsche mir mehr Praxis, ",
    "insgesamt ok ",
    "Es läuft gut. ",
    "Bitte weniger Papier!\n",
];
const AFTER: [&str; 6] = ["", ".", " und das war es.", ", sonst passt alles", "!!", " (seit Mai 2026)"];

/// Half of these are in no list of ours.
const GIVEN: [&str; 12] = [
    "Thomas", "Mehmet", "Olena", "Sabine", "Kevin", "Fatma", "Gundula", "Torvald", "Xaver", "Aischa", "Jaro", "Wiebke",
];
const SURNAMES: [&str; 10] = [
    "Müller",
    "Yılmaz",
    "Kowalski",
    "Brinkmöller",
    "Schulte-Frohne",
    "van der Meer",
    "Nguyen",
    "Öz",
    "Petrenko",
    "Engel",
];

/// Sentences with `{}` for what is planted; the last ones of each kind are meant to be hard.
fn plant(kind: Kind, chance: &mut Chance) -> (String, String) {
    let (given, surname) = (chance.one(&GIVEN), chance.one(&SURNAMES));
    let small = surname.to_lowercase();
    let at = |host: &str| format!("{}.{}@{host}", given.to_lowercase(), small.replace(' ', ""));
    let what = match kind {
        Kind::Mail => match chance.below(6) {
            0..=2 => at(chance.one(&["web.de", "gmx.de", "firma-muster.com", "schule.nrw"])),
            3 => format!("{small}(at)gmx.de"),
            4 => format!("{given} at web punkt de"),
            _ => format!("{given} ät firma, dann de"),
        },
        Kind::Phone => {
            let pattern = chance.one(&[
                "0170 #######",
                "05251/######",
                "+49 171 ######",
                "0 52 51 / ## ## ##",
                "(05271) ##-###",
                "0049171#######",
                "Tel. ####",
                "null eins sieben vier drei",
            ]);
            chance.digits(pattern)
        }
        Kind::Web => chance
            .one(&["www.firma.de", "https://x.org/a?b=1", "mein-betrieb.de", "@jaro.2007", "insta jaro2007"])
            .to_owned(),
        Kind::Account => {
            let pattern = chance.one(&[
                "DE## #### #### #### #### ##",
                "DE####################",
                "AT## #### #### #### ####",
                "Konto ######",
            ]);
            chance.digits(pattern)
        }
        Kind::Name => match chance.below(10) {
            0 | 1 => format!("Herr {surname}"),
            2 => format!("Frau {surname}"),
            3 => format!("frau {small}"),
            4 => format!("Ausbilder {surname}"),
            5 => format!("{given} {surname}"),
            6 => format!("Dr. {surname}"),
            7 => format!("Kollegin {given}"),
            8 => given.to_owned(),
            _ => surname.to_owned(),
        },
        Kind::Place => chance.one(&["Höxter", "Verl", "Bad Lippspringe", "höxter"]).to_owned(),
        Kind::Singled => chance
            .one(&["der einzige Azubi", "die einzige Frau", "als Einziger", "sonst ist hier niemand weiblich"])
            .to_owned(),
        Kind::Health => chance
            .one(&[
                "Depressionen",
                "krank",
                "schwanger",
                "Diabetes",
                "Rückenschmerzen",
                "ADHS",
                "Therapie",
                "im Krankenstand",
                "lange in der Klinik",
                "nicht belastbar",
            ])
            .to_owned(),
        Kind::Belief => {
            chance.one(&["Ramadan", "Kopftuch", "muslimisch", "Kirche", "katholisch", "Moschee", "fasten"]).to_owned()
        }
        Kind::Union => chance
            .one(&["Gewerkschaft", "Betriebsrat", "ver.di", "IG Metall", "Warnstreik", "JAV", "organisiert"])
            .to_owned(),
        Kind::Politics => chance.one(&["AfD", "SPD", "rechtsextrem", "die Grünen"]).to_owned(),
        Kind::Origin => chance.one(&["Flüchtling", "Ausländer", "Duldung", "rassistisch", "aus Syrien"]).to_owned(),
        Kind::Sexuality => chance
            .one(&["schwul", "lesbisch", "queer", "trans", "mit meinem Freund zusammen, bin selbst ein Mann"])
            .to_owned(),
    };
    let sentence = match kind {
        Kind::Mail | Kind::Phone | Kind::Web => {
            chance.one(&["melden Sie sich: {}", "Kontakt {}", "erreichbar unter {} abends"])
        }
        Kind::Account => chance.one(&["Geld bitte an {}", "{} ist meins"]),
        Kind::Name => chance.one(&["{} ist unfair", "es liegt an {}", "das hat {} gesagt", "ohne {} ginge nichts"]),
        _ => chance.one(&["Thema {}", "wegen {} gab es Ärger", "{} war der Grund"]),
    };
    (sentence.replace("{}", &what), what)
}

fn corpus() -> Vec<Planted> {
    let mut chance = Chance(20_261_129);
    let one = |at: usize| {
        let kind = Kind::ALL[at % Kind::ALL.len()];
        let (sentence, what) = plant(kind, &mut chance);
        let text = format!("{}{sentence}{}", chance.one(&BEFORE), chance.one(&AFTER));
        Planted { text, kind, what }
    };
    (0..TEXTS).map(one).collect()
}

/// Found: a mark of that kind lies over a part of it.
fn is_found(planted: &Planted) -> bool {
    let start = planted.text.find(&planted.what).expect("planted");
    let end = start + planted.what.len();
    flags(&planted.text).iter().any(|flag| flag.kind == planted.kind && flag.start < end && start < flag.end)
}

/// The figures in `docs/open-answers.md` are those of this corpus. What is not found is said there too.
#[test]
fn the_recall_that_is_stated_is_the_recall_of_the_corpus() {
    let mut by_kind: BTreeMap<Kind, (u32, u32)> = BTreeMap::new();
    let mut missed = Vec::new();
    for planted in corpus() {
        let (found, all) = by_kind.entry(planted.kind).or_default();
        *all += 1;
        if is_found(&planted) {
            *found += 1;
        } else {
            missed.push(format!("{}: {}", planted.kind.label(), planted.what));
        }
    }
    let of_kind = |(kind, (found, all)): (&Kind, &(u32, u32))| format!("| {} | {found} von {all} |", kind.label());
    let mut lines: Vec<String> = by_kind.iter().map(of_kind).collect();
    let (found, all) = by_kind.values().fold((0, 0), |sum, (found, all)| (sum.0 + found, sum.1 + all));
    let recall = f64::from(found) / f64::from(all);
    lines.push(format!("| zusammen | {found} von {all} ({:.0}\u{a0}%) |", 100.0 * recall));
    let measured = lines.join("\n");
    assert!(
        include_str!("../../../docs/open-answers.md").contains(&measured),
        "measured:\n{measured}\nmissed: {missed:#?}"
    );
    assert!(recall > 0.8, "{recall}");
}

/// Marks on texts that tell of nobody: too many of them, and nobody looks at any.
#[test]
fn texts_that_tell_of_nobody_are_seldom_marked() {
    let mut chance = Chance(7);
    const SUBJECTS: [&str; 8] = [
        "Die Berufsschule",
        "Der Bus",
        "Unser Betrieb",
        "Die Ausbildung",
        "Das Gehalt",
        "Mein Arbeitsweg",
        "Die Prüfung",
        "Das Team",
    ];
    const VERBS: [&str; 6] = [
        "ist gut",
        "könnte besser sein",
        "dauert zu lange",
        "macht Spaß",
        "kostet 120 Euro im Monat",
        "beginnt um 7.30 Uhr",
    ];
    const REST: [&str; 8] = [
        "",
        ", weil wir viel lernen.",
        " und das seit 01.08.2025.",
        ", obwohl Frau und Mann gleich sind",
        ". Mehr Praxis wäre toll!",
        ", vor allem im Winter (2 Stunden).",
        " – für alle Azubis der Region.",
        ". Chef und Team sind fair.",
    ];
    let texts: Vec<String> =
        (0..200).map(|_| format!("{} {}{}", chance.one(&SUBJECTS), chance.one(&VERBS), chance.one(&REST))).collect();
    let wrong: Vec<_> = texts.iter().filter(|text| !flags(text).is_empty()).collect();
    assert!(wrong.len() * 20 <= texts.len(), "{wrong:?}");
}
