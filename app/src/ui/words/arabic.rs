use super::{EN, Words};

pub const WORDS: Words = Words {
    skip: "الانتقال إلى المحتوى",
    demo: "ترجمة للعرض فقط. إجابات مختلقة وأماكن حقيقية.",
    demo_real: "ترجمة للعرض فقط. في هذه الصفحة إجابات حقيقية من مصدر آخر.",
    imprint: "بيانات الناشر",
    privacy: "حماية البيانات",
    accessibility: "سهولة الوصول",
    language: "اللغة",
    theme: "المظهر",
    theme_system: "مثل الجهاز",
    theme_light: "فاتح",
    theme_dark: "داكن",
    previous: "الصفحة السابقة",
    next: "الصفحة التالية",
    optional: "(اختياري)",
    title_failed: "خطأ: ",
    problems: "توجد مشكلة",
    back: "رجوع",
    carry_on: "التالي",
    change: "تغيير",
    not_given: "دون إجابة",
    copy_link: "نسخ الرابط",
    copied: "تم نسخ الرابط",
    ..EN
};
