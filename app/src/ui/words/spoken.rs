//! What the browser says itself while somebody answers. Apart from all other words, because it loads these.

use domain::Locale;

pub struct Spoken {
    /// Read out before a problem at its field.
    pub problem: &'static str,
    /// Behind how many are ticked.
    pub chosen_of: &'static str,
    pub untick_first: &'static str,
}

pub fn spoken(locale: Locale) -> Spoken {
    let [problem, chosen_of, untick_first] = match locale {
        Locale::DeSie => ["Fehler:", "von {n} gewählt", "Nehmen Sie erst eine weg."],
        Locale::DeDu => ["Fehler:", "von {n} gewählt", "Nimm erst eine weg."],
        Locale::En => ["Error:", "of {n} chosen", "Take one away first."],
        Locale::DeEinfach => ["Fehler:", "von {n} gewählt", "Nehmen Sie zuerst eine weg."],
        Locale::Tr => ["Hata:", "/ {n} seçildi", "Önce birini kaldırın."],
        Locale::Uk => ["Помилка:", "з {n} вибрано", "Спершу зніміть одну позначку."],
        Locale::Ar => ["خطأ:", "من {n}", "يرجى إلغاء اختيار واحد أولًا."],
    };
    Spoken { problem, chosen_of, untick_first }
}
