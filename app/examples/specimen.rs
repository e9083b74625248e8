//! Every component in every state, written as pages to the folder named on the command line.
//! `cargo run -p app --example specimen --features ssr -- FOLDER`, with the built style beside them as `site.css`.

use std::{fs, path::PathBuf, sync::Arc};

use app::{
    Assets, Audience, Frame, Ground, Theme, document,
    ui::{
        Actions, AnswerList, BackLink, Battery, Breadcrumb, Button, CheckCards, Checked, CopyLink, Counter,
        DataTableView, DefinitionList, EmptyState, Entry, ErrorSummary, FigureView, Files, HeatCell, HeatRow,
        HeatTable, Layout, LinkButton, Motif, Notice, NoticeKind, Pagination, PostForm, Progress, RadioCards,
        RatingCard, Select, StatTile, Stats, Suppressed, Tag, TagKind, TextArea, TextInput, Typed, Weight,
    },
};
use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use leptos::prelude::*;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/specimen".to_owned()));
    fs::create_dir_all(&folder)?;
    for theme in [Theme::Light, Theme::Dark] {
        let write = |name: &str, html: String| fs::write(folder.join(format!("{name}-{}.html", theme.as_str())), html);
        write("home", document(&frame(theme, "Bedarf erkennen", "/", Audience::Public), home))?;
        write("start-youth", document(&youth_start(theme), youth_opening))?;
        let youth = Audience::Respondent { youth: true };
        write("battery", document(&frame(theme, "Was ist dir wichtig?", "/s/azubi/wichtig", youth.clone()), battery))?;
        write("top3", document(&frame(theme, "Die drei wichtigsten", "/s/azubi/top3", youth), top_three))?;
        let firm = Audience::Respondent { youth: false };
        let failed = Frame { failed: true, ..frame(theme, "Ausbildungsplätze", "/s/firmen/plaetze", firm.clone()) };
        write("fields", document(&failed, fields))?;
        write("check", document(&frame(theme, "Antworten prüfen", "/s/firmen/pruefen", firm), check))?;
        let staff = Audience::Staff { name: "Jana Meier".to_owned() };
        write("staff", document(&frame(theme, "Umfragen", "/intern/umfragen", staff), staff_page))?;
        write("results", document(&frame(theme, "Ergebnisse", "/ergebnisse/azubi-2026", Audience::Public), results))?;
        write("states", document(&frame(theme, "Zustände", "/angebote", Audience::Public), states))?;
    }
    Ok(())
}

fn frame(theme: Theme, title: &str, path: &str, audience: Audience) -> Frame {
    let assets = Assets {
        css: "site.css".to_owned(),
        font: "source-sans-3.woff2".to_owned(),
        favicon: "favicon.svg".to_owned(),
        js: "/hydrate.js".to_owned(),
        wasm: "/hydrate_bg.wasm".to_owned(),
        ..Assets::default()
    };
    Frame {
        title: title.to_owned(),
        description: "Was Betriebe und Auszubildende in der Region brauchen.".to_owned(),
        theme,
        islands: matches!(audience, Audience::Staff { .. }),
        audience,
        path: path.to_owned(),
        nonce: "specimen".to_owned(),
        assets: Arc::new(assets),
        organisation: "regiopolREGION Paderborn".to_owned(),
        demo: true,
        ..Frame::default()
    }
}

fn youth_start(theme: Theme) -> Frame {
    let audience = Audience::Respondent { youth: true };
    Frame { ground: Ground::Petrol, locale: Locale::DeDu, ..frame(theme, "Deine Ausbildung", "/s/azubi", audience) }
}

fn home() -> impl IntoView {
    view! {
        <div class="opening petrol band">
            <div class="flow">
                <h1>"Was Betriebe und Auszubildende brauchen\u{a0}– und was noch fehlt"</h1>
                <p class="lead">
                    "29 Städte und Gemeinden fragen gemeinsam nach. Aus den Antworten wird sichtbar, wo Angebote passen
                    und wo eine Lücke bleibt."
                </p>
                <div class="row">
                    <LinkButton href="/ergebnisse">"Ergebnisse ansehen"</LinkButton>
                    <LinkButton href="/angebote" weight=Weight::Secondary>"Angebote finden"</LinkButton>
                </div>
            </div>
            <Motif/>
        </div>
        <section>
            <h2>"Was die letzte Welle zeigt"</h2>
            <p class="finding">
                "Die größte Lücke liegt bei der "<strong>"Übernahme nach der Ausbildung"</strong>
                ": sehr wichtig für 80\u{202f}%, erfüllt für 44\u{202f}%."
            </p>
            <p class="cite">"Azubi-Befragung 2026, n = 412, erhoben 2. bis 27. März 2026"</p>
            <Stats>
                <StatTile label="Auszubildende" value="1.100" note="in drei Wellen seit 2024"/>
                <StatTile label="Betriebe" value="240" note="aus 28 Kommunen"/>
                <StatTile label="Angebote" value="40" note="31 davon aktiv"/>
                <StatTile label="Größte Lücke" value="Übernahme" words=true note="Differenz −1,4 Punkte"/>
            </Stats>
        </section>
        <section>
            <h2>"Laufende Umfragen"</h2>
            <ul class="list">
                <li>
                    <h3><a href="/s/firmen-2026">"Bedarfsabfrage Unternehmen 2026"</a></h3>
                    <p class="meta"><span>"etwa 7 Minuten"</span><span>"bis 19. Dezember 2026"</span></p>
                    <div class="actions"><LinkButton href="/s/firmen-2026" weight=Weight::Secondary>"Teilnehmen"</LinkButton></div>
                </li>
            </ul>
        </section>
    }
}

fn youth_opening() -> impl IntoView {
    view! {
        <div class="opening">
            <div class="flow">
                <h1>"Was macht eine gute Ausbildung aus?"</h1>
                <p class="lead">"Sag uns, was dir wichtig ist und wie es bei dir läuft. Etwa 5 Minuten."</p>
                <PostForm action="/s/azubi">
                    <Actions><Button>"Umfrage starten"</Button></Actions>
                </PostForm>
                <p>"Niemand erfährt, was du antwortest: kein Name, keine E-Mail, keine Schule."</p>
                <p>"Es fragt der Verein regiopolREGION Paderborn. "<a href="/datenschutz">"So schützen wir deine Antworten"</a></p>
            </div>
            <Motif/>
        </div>
    }
}

fn scale() -> Vec<Entry> {
    let points = ["sehr wichtig", "eher wichtig", "teils, teils", "eher unwichtig", "unwichtig"];
    let mut entries: Vec<Entry> = (1..).zip(points).map(|(i, text)| Entry::new((6 - i).to_string(), text)).collect();
    entries.push(Entry::new("!dk", "Weiß nicht / betrifft mich nicht").apart());
    entries
}

fn battery() -> impl IntoView {
    view! {
        <BackLink href="/s/azubi/beruf">"Zurück"</BackLink>
        <Progress text="Teil 1 von 3 · Frage 4 von 11"/>
        <h1 class="question">"Wie wichtig ist dir das in der Ausbildung?"</h1>
        <PostForm action="/s/azubi/wichtig">
            <Battery>
                <RatingCard name="imp.klima.importance" item="Gutes Betriebsklima" entries=scale() chosen="5"/>
                <RatingCard name="imp.fair.importance" item="Faire Ausbilderinnen und Ausbilder" entries=scale()/>
                <RatingCard
                    name="imp.weg.importance"
                    item="Kurzer Weg oder gute Bus- und Bahnverbindung"
                    entries=scale()
                    error="Wähle eine Antwort oder tippe auf „Weiß nicht“"
                />
            </Battery>
            <Actions><Button>"Weiter"</Button><Button weight=Weight::Quiet name="_go" value="back">"Zurück"</Button></Actions>
        </PostForm>
    }
}

fn top_three() -> impl IntoView {
    let topics = [
        "Gutes Betriebsklima",
        "Übernahme nach der Ausbildung",
        "Vergütung",
        "Planbare Arbeitszeiten",
        "Moderne Technik",
    ];
    let mut entries: Vec<Entry> = topics.iter().map(|text| Entry::new(text.to_lowercase(), *text)).collect();
    entries.push(Entry::new("keine", "Nichts davon").apart());
    let chosen = vec!["vergütung".to_owned(), "gutes betriebsklima".to_owned()];
    view! {
        <BackLink href="/s/azubi/wichtig">"Zurück"</BackLink>
        <Progress text="Frage 7 von 11"/>
        <PostForm action="/s/azubi/top3">
            <CheckCards name="top3" legend="Wähle die 3 wichtigsten" heading=true entries chosen hint="Höchstens drei. Weniger ist auch in Ordnung."/>
            <Counter chosen=2 of=3 locale=Locale::DeDu/>
            <RadioCards
                name="empfehlung"
                legend="Würdest du deinen Betrieb weiterempfehlen?"
                layout=Layout::Points
                ends=("0 = auf keinen Fall".to_owned(), "10 = auf jeden Fall".to_owned())
                entries=(0..=10).map(|n| Entry::new(n.to_string(), n.to_string())).chain([Entry::new("!dk", "Weiß nicht").apart()]).collect()
                chosen="8"
            />
            <Actions><Button>"Weiter"</Button><Button weight=Weight::Quiet name="_go" value="back">"Zurück"</Button></Actions>
        </PostForm>
    }
}

fn fields() -> impl IntoView {
    let problems = vec![
        ("plaetze".to_owned(), "Geben Sie eine ganze Zahl von 0 bis 500 ein".to_owned()),
        ("grund".to_owned(), "Wählen Sie eine Antwort".to_owned()),
    ];
    view! {
        <BackLink href="/s/firmen/groesse">"Zurück"</BackLink>
        <ErrorSummary problems/>
        <Progress text="Teil 2 von 3"/>
        <h1>"Ausbildungsplätze in Ihrem Betrieb"</h1>
        <PostForm action="/s/firmen/plaetze">
            <TextInput name="plaetze" label="Wie viele Plätze haben Sie 2026 angeboten?" typed=Typed::Number unit="Plätze" value="zwölf" error="Geben Sie eine ganze Zahl von 0 bis 500 ein"/>
            <TextInput name="besetzt" label="Und wie viele davon sind besetzt?" typed=Typed::Number unit="Plätze" value="9" hint="Auch Plätze, die erst zum 1. Dezember beginnen."/>
            <Select name="ort" label="Wo ist Ihr Betrieb?" empty="Bitte wählen" entries=vec![Entry::new("1", "Altenbeken"), Entry::new("2", "Paderborn")] chosen="2"/>
            <RadioCards name="grund" legend="Warum blieben Plätze frei?" layout=Layout::Beside error="Wählen Sie eine Antwort" entries=vec![
                Entry::new("a", "Keine Bewerbungen"),
                Entry::new("b", "Bewerbungen passten nicht").hint("zum Beispiel Vorwissen oder Sprache"),
                Entry::new("c", "Zusage zurückgezogen"),
                Entry::new("d", "Anderer Grund"),
            ]/>
            <TextArea name="sonst" label="Was sollten wir noch wissen?" optional=true value="Ein <b>Beispiel</b>,\nzweite Zeile." hint="Bitte keine Namen."/>
            <TextInput name="mail" label="E-Mail" typed=Typed::Email autocomplete="email" optional=true/>
            <Actions><Button>"Weiter"</Button><Button weight=Weight::Quiet name="_go" value="back">"Zurück"</Button></Actions>
        </PostForm>
    }
}

fn check() -> impl IntoView {
    let row = |question: &str, answers: &[&str]| Checked {
        question: question.to_owned(),
        answers: answers.iter().map(|text| (*text).to_owned()).collect(),
        change: Some("/s/firmen/plaetze".to_owned()),
    };
    view! {
        <BackLink href="/s/firmen/offen">"Zurück"</BackLink>
        <h1>"Prüfen Sie Ihre Antworten"</h1>
        <h2>"Ihr Betrieb"</h2>
        <AnswerList rows=vec![
            row("Branche", &["Verarbeitendes Gewerbe"]),
            row("Standort", &["Paderborn"]),
            row("Worin brauchen Sie Unterstützung?", &["Ausbildungsmarketing", "Sprachförderung", "Wohnen und Mobilität"]),
            row("Was sollten wir noch wissen?", &[]),
        ]/>
        <PostForm action="/s/firmen/absenden">
            <p>"Nach dem Absenden lässt sich nichts mehr ändern. Die Antworten werden ohne Namen gespeichert."</p>
            <Actions><Button>"Antworten absenden"</Button></Actions>
        </PostForm>
    }
}

fn staff_page() -> impl IntoView {
    view! {
        <Breadcrumb trail=vec![("/intern".to_owned(), "Übersicht".to_owned())]/>
        <div class="page-head"><h1>"Umfragen"</h1><LinkButton href="/intern/umfragen/neu">"Umfrage anlegen"</LinkButton></div>
        <Notice kind=NoticeKind::Success title="Welle gestartet" said=true><p>"Die Azubi-Befragung 2026 läuft bis 27. März."</p></Notice>
        <Stats>
            <StatTile label="Antworten heute" value="38" note="gestern 21"/>
            <StatTile label="Antworten gesamt" value="412" note="Ziel 400"/>
            <StatTile label="Laufende Wellen" value="2"/>
            <StatTile label="Nächste Aufgabe" value="Freigabe prüfen" words=true note="Firmen 2025"/>
        </Stats>
        <form class="filters" method="get" action="/intern/umfragen">
            <TextInput name="suche" label="Suche"/>
            <Select name="zustand" label="Zustand" empty="Alle" entries=vec![Entry::new("open", "läuft"), Entry::new("closed", "geschlossen")]/>
            <Button weight=Weight::Secondary>"Filtern"</Button>
        </form>
        <ul class="list">
            <li>
                <h2><a href="/intern/wellen/azubi-2026">"Azubi-Befragung 2026"</a></h2>
                <p class="meta"><Tag kind=TagKind::Running>"läuft"</Tag><span>"412 Antworten"</span><span>"Version 3"</span><Tag kind=TagKind::Demo>"DEMO"</Tag></p>
                <div class="actions"><LinkButton href="/intern/wellen/azubi-2026" weight=Weight::Secondary>"Rücklauf ansehen"</LinkButton></div>
            </li>
            <li>
                <h2><a href="/intern/umfragen/firmen">"Bedarfsabfrage Unternehmen"</a></h2>
                <p class="meta"><Tag>"Entwurf"</Tag><span>"zuletzt geändert 21. November 2026"</span></p>
                <div class="actions"><LinkButton href="/intern/umfragen/firmen" weight=Weight::Secondary>"Weiter bearbeiten"</LinkButton></div>
            </li>
            <li>
                <h2><a href="/intern/wellen/azubi-2025">"Azubi-Befragung 2025"</a></h2>
                <p class="meta"><Tag kind=TagKind::Done>"veröffentlicht"</Tag><span>"371 Antworten"</span></p>
            </li>
        </ul>
        <Pagination page=2 of=4 base="/intern/umfragen?seite="/>
        <h2>"Link zur Welle"</h2>
        <CopyLink href="https://bedarf.example/s/azubi-2026".to_owned() label="Link kopieren".to_owned() done="Link ist kopiert".to_owned()/>
        <DefinitionList rows=vec![
            ("Zielgruppe".to_owned(), "Auszubildende".to_owned()),
            ("Kleinste Gruppe".to_owned(), "10 Antworten".to_owned()),
        ]/>
        <TextArea name="quelle" label="Definition" source=true rows=6 value="id = \"azubi\"\nversion = 3\n\n[[section]]\nid = \"start\""/>
        <Button weight=Weight::Danger>"Entwurf löschen"</Button>
    }
}

fn table() -> DataTable {
    let row = |cells: [&str; 5]| cells.iter().map(|text| (*text).to_owned()).collect();
    DataTable {
        head: ["Merkmal", "n", "Wichtigkeit", "Erfüllung", "Differenz"].map(str::to_owned).to_vec(),
        rows: vec![
            row(["Übernahme nach der Ausbildung", "398", "4,4", "3,0", "−1,4"]),
            row(["Berufsschulweg und ÖPNV", "401", "4,1", "3,1", "−1,0"]),
            row(["Gutes Betriebsklima", "409", "4,7", "4,3", "−0,4"]),
            row(["Moderne Technik", "377", "3,6", "3,7", "+0,1"]),
        ],
    }
}

fn results() -> impl IntoView {
    let picture = |width: u32| {
        format!(
            "<svg viewBox=\"0 0 {width} 120\" role=\"img\" aria-labelledby=\"f{width}t\"><title id=\"f{width}t\">Wichtigkeit und Erfüllung</title>\
             <line x1=\"20\" y1=\"60\" x2=\"{}\" y2=\"60\" stroke=\"currentColor\"/><circle cx=\"120\" cy=\"60\" r=\"8\" fill=\"var(--accent)\"/>\
             <circle cx=\"260\" cy=\"60\" r=\"8\" fill=\"var(--link)\"/></svg>",
            width - 20
        )
    };
    let figure = Figure {
        id: "luecke".to_owned(),
        title: "Bei der Übernahme klaffen Wunsch und Wirklichkeit am weitesten auseinander".to_owned(),
        subtitle:
            "Wichtigkeit und Erfüllung, Mittelwerte von 1 (gar nicht) bis 5 (sehr), 95\u{2011}%\u{2011}Intervalle"
                .to_owned(),
        desc: String::new(),
        source: "n = 412 Auszubildende, erhoben 2. bis 27. März 2026. Quelle: Azubi-Befragung 2026.".to_owned(),
        svg_narrow: picture(360),
        svg_wide: picture(720),
        table: table(),
    };
    let value = |share: f64| HeatCell::share(share, format!("{:.0}\u{202f}%", share * 100.0));
    view! {
        <p class="eyebrow">"Azubi-Befragung 2026"</p>
        <h1>"Was Auszubildenden fehlt"</h1>
        <p class="finding">"Am größten ist die Lücke bei der "<strong>"Übernahme"</strong>": 80\u{202f}% finden sie sehr wichtig, 44\u{202f}% sehen sie erfüllt."</p>
        <p class="cite">"n = 412 Auszubildende aus 27 Kommunen, erhoben 2. bis 27. März 2026"</p>
        <section>
            <FigureView figure=&figure files=Files { stem: "/ergebnisse/azubi-2026/luecke".into(), query: String::new() } level=app::ui::Level::H2/>
        </section>
        <section>
            <h2>"Alle Merkmale"</h2>
            <DataTableView table=&figure.table caption="Rangfolge nach gewichteter Differenz"/>
        </section>
        <section>
            <h2>"Wo Angebote den Bedarf decken"</h2>
            <HeatTable
                caption="Deckung des Bedarfs je Thema und Kreis, in Prozent der Personen"
                corner="Thema"
                places=["Paderborn", "Höxter", "Lippe", "Soest", "Gütersloh", "Hochsauerland"].map(str::to_owned).to_vec()
                rows=vec![
                    HeatRow { label: "Sprachförderung".to_owned(), cells: vec![value(0.62), value(0.0), value(0.31), value(0.18), HeatCell::Suppressed, HeatCell::Empty] },
                    HeatRow { label: "Wohnen und Mobilität".to_owned(), cells: vec![value(0.22), value(0.48), value(0.05), value(0.55), HeatCell::Suppressed, value(0.7)] },
                    HeatRow { label: "Ausbilderqualifizierung".to_owned(), cells: vec![value(1.0), value(0.81), value(0.92), value(0.77), value(0.9), HeatCell::Suppressed] },
                ]
            />
        </section>
        <section>
            <h2>"Marsberg"</h2>
            <Suppressed>"Hier haben weniger als 10 Auszubildende geantwortet. Ihre Angaben sind in den Werten der Region enthalten."</Suppressed>
        </section>
    }
}

fn states() -> impl IntoView {
    view! {
        <Breadcrumb trail=vec![("/".to_owned(), "Start".to_owned()), ("/angebote".to_owned(), "Angebote".to_owned())]/>
        <h1>"Zustände"</h1>
        <EmptyState title="Erstes Angebot eintragen" text="Was hier steht, wird mit dem Bedarf der Betriebe verglichen.">
            <LinkButton href="/intern/angebote/neu">"Angebot eintragen"</LinkButton>
            <LinkButton href="/intern/angebote/import" weight=Weight::Secondary>"CSV importieren"</LinkButton>
        </EmptyState>
        <EmptyState title="Kein Angebot passt zu dieser Auswahl" text="Mit weniger Filtern finden Sie mehr."/>
        <Notice title="Noch 7 Antworten bis zur ersten Auswertung"><p>"Ab 10 Antworten erscheint hier die erste Zahl."</p></Notice>
        <Notice kind=NoticeKind::Warning title="Zwei Zeilen wurden nicht übernommen"><p>"Zeile 4: Der Ort „Paderbron“ ist nicht bekannt."</p></Notice>
        <Notice kind=NoticeKind::Error title="Das hat nicht geklappt"><p>"Der Server war gerade beschäftigt. Ihre Angaben stehen noch im Formular."</p></Notice>
        <div class="row">
            <Button>"Welle starten"</Button>
            <Button weight=Weight::Secondary>"Vorschau ansehen"</Button>
            <Button weight=Weight::Quiet>"Abbrechen"</Button>
            <Button weight=Weight::Danger>"Entwurf löschen"</Button>
        </div>
        <h2>"Text"</h2>
        <p>"Ein Absatz mit "<a href="https://www.regiopolregion-paderborn.de">"einem Link"</a>" und „Anführungszeichen“, 12,5\u{202f}% und −0,4 Punkten."</p>
        <ul><li>"Erster Punkt"</li><li>"Zweiter Punkt"</li></ul>
        <ol><li>"Erstens"</li><li>"Zweitens"</li></ol>
    }
}
