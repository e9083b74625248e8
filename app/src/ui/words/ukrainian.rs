use super::{EN, Words};

pub const WORDS: Words = Words {
    skip: "Перейти до вмісту",
    demo: "Демонстраційний переклад. Вигадані відповіді, справжні місця.",
    demo_real: "Демонстраційний переклад. На цій сторінці справжні відповіді з іншого джерела.",
    imprint: "Вихідні дані",
    privacy: "Захист даних",
    accessibility: "Доступність",
    language: "Мова",
    theme: "Вигляд",
    theme_system: "як на пристрої",
    theme_light: "світлий",
    theme_dark: "темний",
    previous: "Попередня сторінка",
    next: "Наступна сторінка",
    optional: "(необов’язково)",
    title_failed: "Помилка: ",
    problems: "Є проблема",
    back: "Назад",
    carry_on: "Далі",
    change: "змінити",
    not_given: "Не вказано",
    copy_link: "Скопіювати посилання",
    copied: "Посилання скопійовано",
    ..EN
};
