use super::{EN, Words};

pub const WORDS: Words = Words {
    skip: "İçeriğe geç",
    demo: "Demo çevirisi. Uydurma yanıtlar, gerçek yerler.",
    demo_real: "Demo çevirisi. Bu sayfada başka bir kaynaktan gerçek yanıtlar var.",
    imprint: "Künye",
    privacy: "Gizlilik",
    accessibility: "Erişilebilirlik",
    language: "Dil",
    theme: "Görünüm",
    theme_system: "cihaz ayarı",
    theme_light: "açık",
    theme_dark: "koyu",
    previous: "Önceki sayfa",
    next: "Sonraki sayfa",
    optional: "(isteğe bağlı)",
    title_failed: "Hata: ",
    problems: "Bir sorun var",
    back: "Geri",
    carry_on: "Devam",
    change: "değiştir",
    not_given: "Belirtilmedi",
    copy_link: "Bağlantıyı kopyala",
    copied: "Bağlantı kopyalandı",
    ..EN
};
