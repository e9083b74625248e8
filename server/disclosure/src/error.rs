/// `Display` is German: staff and analysts read it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    #[error("Die veröffentlichten Zahlen widersprechen sich: Keine Tabelle passt zu allen von ihnen.")]
    Contradiction,
    #[error("Ob die verborgenen Zellen sicher sind, ließ sich nicht in vertretbarer Zeit berechnen.")]
    GivenUp,
    #[error("Mit den Summen, die immer gezeigt werden, lassen sich die kleinen Zellen nicht schützen.")]
    Unprotectable,
    #[error("Höchstens sechs Gruppierungsmerkmale sind möglich, höchstens zwei davon gekreuzt; hier sind es {0}.")]
    TooManyDimensions(usize),
    #[error("„{name}“: {found} Werte für {expected} Antworten.")]
    Length { name: String, expected: usize, found: usize },
    #[error("Die beiden Veröffentlichungen gruppieren nach verschiedenen Merkmalen und lassen sich nicht vergleichen.")]
    OtherVariables,
    #[error("„{0}“ hat einen Wert, für den es keine Kategorie gibt.")]
    NoCategory(String),
}
