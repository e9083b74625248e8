//! What is wrong with the input, and what can be done.

/// `Display` is German: staff and analysts read it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    #[error("Es gibt keine gültigen Antworten.")]
    NoAnswers,
    #[error("Für diese Zahlen fand der Löser keine beste Lösung.")]
    NoOptimum,
    #[error("Es gibt nur {found} gültige Antworten; gebraucht werden mindestens {needed}.")]
    TooFewAnswers { found: usize, needed: usize },
    #[error(
        "Aus {units} Erhebungseinheiten in {strata} Schichten lässt sich keine Unsicherheit schätzen. Fassen Sie \
         Schichten zusammen, bis jede mindestens zwei Einheiten hat."
    )]
    TooFewUnits { units: usize, strata: usize },
    #[error("Schicht „{0}“ hat nur eine Erhebungseinheit. Fassen Sie sie mit einer benachbarten Schicht zusammen.")]
    LonelyUnit(String),
    #[error("{what}: {found} Werte für {expected} Befragte.")]
    Length { what: &'static str, expected: usize, found: usize },
    #[error("{0} enthält einen Wert, der keine Zahl ist oder zu groß, um damit zu rechnen.")]
    NotFinite(&'static str),
    #[error("Gewicht {weight} in Zeile {row}: Gewichte müssen größer als 0 und Zahlen üblicher Größe sein.")]
    Weight { row: usize, weight: f64 },
    #[error(
        "Grundgesamtheit {population} von „{stratum}“ ist kleiner als die Zahl der Erhebungseinheiten ({sample}). \
         Bitte prüfen Sie Stand und Abgrenzung des Registers."
    )]
    PopulationTooSmall { stratum: String, population: f64, sample: usize },
    #[error("Für „{0}“ ist keine Grundgesamtheit angegeben.")]
    NoPopulation(String),
    #[error(
        "Rand „{margin}“: In der Kategorie „{category}“ hat niemand geantwortet. Fassen Sie sie mit einer benachbarten \
         zusammen."
    )]
    EmptyCategory { margin: String, category: String },
    #[error("Rand „{margin}“: Für die Kategorie „{category}“ fehlt die Sollzahl.")]
    NoTarget { margin: String, category: String },
    #[error("Rand „{margin}“, Kategorie „{category}“: Die Sollzahl {target} muss größer als 0 sein.")]
    Target { margin: String, category: String, target: f64 },
    #[error("Die Ränder „{first}“ ({first_sum}) und „{second}“ ({second_sum}) haben verschiedene Summen.")]
    UnequalMargins { first: String, first_sum: f64, second: String, second_sum: f64 },
    #[error(
        "Die Gewichtung ist nach {sweeps} Durchläufen nicht zur Ruhe gekommen (größte Abweichung {largest_error:.2e} \
         der Grundgesamtheit). Lassen Sie einen Rand weg oder fassen Sie Kategorien zusammen."
    )]
    NotConverged { sweeps: usize, largest_error: f64 },
    #[error("Gewichte lassen sich nicht auf {low} bis {high} mal den Mittelwert begrenzen: 1 muss dazwischen liegen.")]
    Trimming { low: f64, high: f64 },
    #[error("Der Nenner ist in der Summe 0.")]
    ZeroDenominator,
    #[error("{0} muss zwischen 0 und 1 liegen.")]
    Share(&'static str),
    #[error("Alle Werte sind gleich; dafür ist das Verfahren nicht erklärt.")]
    NoVariation,
    #[error(
        "Mit diesen Randsummen gibt es zu viele Tabellen, um sie alle durchzugehen. Nehmen Sie den Permutationstest."
    )]
    TooManyTables,
    #[error("Die Tabelle hat zu viele leere Zellen für diesen Test. Fassen Sie Kategorien zusammen.")]
    TableTooEmpty,
    #[error("Für einen Verlauf braucht es mindestens zwei Erhebungen.")]
    TooFewWaves,
    #[error("{count} von {total}: Es können nicht mehr zustimmen, als geantwortet haben.")]
    MoreThanAll { count: u64, total: u64 },
    #[error("{found} Merkmale sind zu wenige; gebraucht werden mindestens {needed}.")]
    TooFewItems { found: usize, needed: usize },
    #[error("{found} Merkmale sind zu viele für dieses Verfahren; höchstens {most} gehen.")]
    TooManyDrivers { found: usize, most: usize },
    #[error("Ein Wert liegt nicht auf der Skala von {min} bis {max}.")]
    OffScale { min: f64, max: f64 },
    #[error("Die Matrix ist nicht symmetrisch.")]
    NotSymmetric,
    #[error("Die Items haben keinen gemeinsamen Faktor, der sich bestimmen ließe.")]
    NoFactor,
    #[error("Merkmale sagen dasselbe oder eines ist bei allen gleich. Lassen Sie eines davon weg.")]
    Collinear,
    #[error("Nur {found} von {of} gezogenen Stichproben ließen sich auswerten; es gibt zu wenige Antworten.")]
    TooFewReplicates { found: usize, of: usize },
}
