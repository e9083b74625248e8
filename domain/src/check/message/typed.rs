//! What is said while somebody types. Apart from all other words, because the browser loads these.

use crate::locale::Locale;

pub struct Words {
    pub not_a_number: &'static str,
    pub not_whole: &'static str,
    pub one_decimal: &'static str,
    /// With `{n}`, as below with what stands in braces: one such text is smaller than a function.
    pub decimals: &'static str,
    pub bounds: &'static str,
    pub too_long: &'static str,
}

pub fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::DeSie => &SIE,
        Locale::DeDu => &DU,
        Locale::En => &ENGLISH,
        Locale::DeEinfach => &PLAIN,
        Locale::Tr => &TURKISH,
        Locale::Uk => &UKRAINIAN,
        Locale::Ar => &ARABIC,
    }
}

static SIE: Words = Words {
    not_a_number: "Geben Sie eine Zahl in Ziffern ein, zum Beispiel 12.",
    not_whole: "Geben Sie eine ganze Zahl ohne Komma ein.",
    one_decimal: "Geben Sie höchstens eine Stelle nach dem Komma ein.",
    decimals: "Geben Sie höchstens {n} Stellen nach dem Komma ein.",
    bounds: "Geben Sie eine Zahl von {min} bis {max} ein.",
    too_long: "Kürzen Sie Ihren Text um {over} Zeichen. Höchstens {max} Zeichen sind möglich.",
};

static DU: Words = Words {
    not_a_number: "Gib eine Zahl in Ziffern ein, zum Beispiel 12.",
    not_whole: "Gib eine ganze Zahl ohne Komma ein.",
    one_decimal: "Gib höchstens eine Stelle nach dem Komma ein.",
    decimals: "Gib höchstens {n} Stellen nach dem Komma ein.",
    bounds: "Gib eine Zahl von {min} bis {max} ein.",
    too_long: "Kürze deinen Text um {over} Zeichen. Höchstens {max} Zeichen sind möglich.",
};

static ENGLISH: Words = Words {
    not_a_number: "Enter a number in digits, for example 12.",
    not_whole: "Enter a whole number, without a comma or decimals.",
    one_decimal: "Enter no more than one decimal place.",
    decimals: "Enter no more than {n} decimal places.",
    bounds: "Enter a number from {min} to {max}.",
    too_long: "Shorten your text by {over} characters. No more than {max} characters are possible.",
};

static PLAIN: Words = Words {
    not_a_number: "Schreiben Sie eine Zahl mit Ziffern. Zum Beispiel: 12.",
    not_whole: "Schreiben Sie eine Zahl ohne Komma.",
    one_decimal: "Schreiben Sie nach dem Komma nur 1 Ziffer.",
    decimals: "Schreiben Sie nach dem Komma nicht mehr als {n} Ziffern.",
    bounds: "Schreiben Sie eine Zahl von {min} bis {max}.",
    too_long: "Ihr Text ist zu lang. Löschen Sie {over} Zeichen. Erlaubt sind {max} Zeichen.",
};

static TURKISH: Words = Words {
    not_a_number: "Rakamla bir sayı girin, örneğin 12.",
    not_whole: "Virgülsüz bir tam sayı girin.",
    one_decimal: "Virgülden sonra en fazla bir basamak girin.",
    decimals: "Virgülden sonra en fazla {n} basamak girin.",
    bounds: "En az {min}, en çok {max} olan bir sayı girin.",
    too_long: "Metninizi {over} karakter kısaltın. En fazla {max} karakter girilebilir.",
};

static UKRAINIAN: Words = Words {
    not_a_number: "Введіть число цифрами, наприклад 12.",
    not_whole: "Введіть ціле число без коми.",
    one_decimal: "Введіть не більше однієї цифри після коми.",
    decimals: "Кількість цифр після коми має бути не більше {n}.",
    bounds: "Введіть число від {min} до {max}.",
    too_long: "Текст задовгий. Зайвих символів: {over}. Дозволено символів: {max}.",
};

static ARABIC: Words = Words {
    not_a_number: "يرجى كتابة عدد بالأرقام، مثل 12.",
    not_whole: "يرجى كتابة عدد صحيح دون فاصلة.",
    one_decimal: "يرجى كتابة رقم واحد على الأكثر بعد الفاصلة.",
    decimals: "عدد الأرقام المسموح به بعد الفاصلة: {n} على الأكثر.",
    bounds: "يرجى كتابة عدد من {min} إلى {max}.",
    too_long: "النص طويل جدًا. عدد الأحرف الزائدة: {over}. الحد الأقصى للأحرف: {max}.",
};
