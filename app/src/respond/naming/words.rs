//! What is said about answering with a name, per language and form of address.

use domain::Locale;

pub struct Words {
    pub legend: &'static str,
    pub both_count: &'static str,
    pub without: &'static str,
    pub without_means: fn(u64) -> String,
    /// With the name of the firm.
    pub with: fn(&str) -> String,
    pub with_means: &'static str,
    pub details: &'static str,
    pub who: &'static str,
    /// Organisation, and the smallest group that is shown.
    pub seen_by: fn(&str, u64) -> String,
    pub how_long: &'static str,
    /// For how long after the end: see [`domain::format::months`].
    pub kept: fn(&str) -> String,
    pub withdraw: &'static str,
    pub withdraw_how: fn(&str) -> String,
    pub choose: &'static str,
    pub privacy: fn(u64) -> String,
    pub chosen_with: &'static str,
    pub chosen_without: &'static str,
    pub your_choice: &'static str,
    pub agreed: &'static str,
    pub edition: fn(&str) -> String,
}

pub fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::DeSie => &SIE,
        Locale::DeDu => &DU,
        Locale::En => &EN,
        Locale::DeEinfach => &PLAIN,
        Locale::Tr => &TURKISH,
        Locale::Uk => &UKRAINIAN,
        Locale::Ar => &ARABIC,
    }
}

static SIE: Words = Words {
    legend: "Mit dem Namen Ihres Betriebs oder ohne?",
    both_count: "Sie entscheiden. Die Fragen sind dieselben, und beides zählt gleich.",
    without: "Ohne Namen",
    without_means: |k| {
        format!("Ihre Antwort wird mit anderen gemischt, immer mindestens {k}. Danach weiß niemand, von wem sie ist.")
    },
    with: |firm| format!("Mit dem Namen „{firm}“"),
    with_means: "Neben Ihrer Antwort steht, von welchem Betrieb sie ist.",
    details: "Wenn Sie den Namen angeben",
    who: "Wer ihn sieht",
    seen_by: |who, k| {
        format!(
            "nur Beschäftigte von {who}, die auswerten, und erst nach dem Ende der Umfrage. Veröffentlicht wird er nicht: Alle anderen sehen nur Ergebnisse von Gruppen ab {k} Betrieben."
        )
    },
    how_long: "Wie lange",
    kept: |time| format!("höchstens {time} nach dem Ende der Umfrage. Dann nehmen wir den Namen weg."),
    withdraw: "Wenn Sie es sich anders überlegen",
    withdraw_how: |contact| {
        format!(
            "Bis zum Absenden ändern Sie hier Ihre Wahl. Danach können Sie jederzeit und ohne Grund widerrufen: {contact}. Dann nehmen wir den Namen weg, und Ihre Antwort bleibt ohne Namen."
        )
    },
    choose: "Wählen Sie, ob Sie mit oder ohne Namen antworten.",
    privacy: |k| format!("Mit oder ohne Namen: Das wählen Sie. Ergebnisse zeigen wir erst ab {k} Betrieben."),
    chosen_with: "Mit dem Namen Ihres Betriebs",
    chosen_without: "Ohne Namen",
    your_choice: "Ihre Wahl",
    agreed: "Dem haben Sie zugestimmt",
    edition: |edition| format!("Fassung {edition}"),
};

static DU: Words = Words {
    legend: "Mit dem Namen deines Betriebs oder ohne?",
    both_count: "Du entscheidest. Die Fragen sind dieselben, und beides zählt gleich.",
    without: "Ohne Namen",
    without_means: |k| {
        format!("Deine Antwort wird mit anderen gemischt, immer mindestens {k}. Danach weiß niemand, von wem sie ist.")
    },
    with: |firm| format!("Mit dem Namen „{firm}“"),
    with_means: "Neben deiner Antwort steht, von welchem Betrieb sie ist.",
    details: "Wenn du den Namen angibst",
    who: "Wer ihn sieht",
    seen_by: |who, k| {
        format!(
            "nur Beschäftigte von {who}, die auswerten, und erst nach dem Ende der Umfrage. Veröffentlicht wird er nicht: Alle anderen sehen nur Ergebnisse von Gruppen ab {k} Betrieben."
        )
    },
    how_long: "Wie lange",
    kept: |time| format!("höchstens {time} nach dem Ende der Umfrage. Dann nehmen wir den Namen weg."),
    withdraw: "Wenn du es dir anders überlegst",
    withdraw_how: |contact| {
        format!(
            "Bis zum Absenden änderst du hier deine Wahl. Danach kannst du jederzeit und ohne Grund widerrufen: {contact}. Dann nehmen wir den Namen weg, und deine Antwort bleibt ohne Namen."
        )
    },
    choose: "Wähle, ob du mit oder ohne Namen antwortest.",
    privacy: |k| format!("Mit oder ohne Namen: Das wählst du. Ergebnisse zeigen wir erst ab {k} Betrieben."),
    chosen_with: "Mit dem Namen deines Betriebs",
    chosen_without: "Ohne Namen",
    your_choice: "Deine Wahl",
    agreed: "Dem hast du zugestimmt",
    edition: |edition| format!("Fassung {edition}"),
};

static EN: Words = Words {
    legend: "With your company’s name or without?",
    both_count: "It is your choice. The questions are the same, and both count the same.",
    without: "Without a name",
    without_means: |k| {
        format!("Your answer is mixed with others, always at least {k}. After that nobody knows whose it is.")
    },
    with: |firm| format!("With the name “{firm}”"),
    with_means: "Beside your answer it says which company it is from.",
    details: "If you give the name",
    who: "Who sees it",
    seen_by: |who, k| {
        format!(
            "only the staff of {who} who work on the results, and only after the end of the survey. It is not published: everybody else sees only results of groups of {k} companies or more."
        )
    },
    how_long: "How long",
    kept: |time| format!("at most {time} after the end of the survey. Then we take the name away."),
    withdraw: "If you change your mind",
    withdraw_how: |contact| {
        format!(
            "Until you send, you change your choice here. After that you can withdraw at any time and without a reason: {contact}. Then we take the name away, and your answer stays without a name."
        )
    },
    choose: "Choose whether you answer with a name or without.",
    privacy: |k| format!("With a name or without: you choose. We only show results for {k} companies or more."),
    chosen_with: "With your company’s name",
    chosen_without: "Without a name",
    your_choice: "Your choice",
    agreed: "What you agreed to",
    edition: |edition| format!("Edition {edition}"),
};

static PLAIN: Words = Words {
    legend: "Mit dem Namen von Ihrem Betrieb oder ohne?",
    both_count: "Sie entscheiden. Die Fragen sind gleich. Beides ist gleich viel wert.",
    without: "Ohne Namen",
    without_means: |k| {
        format!(
            "Wir mischen Ihre Antwort mit anderen. Es sind immer mindestens {k}. Danach weiß niemand, von wem die Antwort ist."
        )
    },
    with: |firm| format!("Mit dem Namen „{firm}“"),
    with_means: "Der Name steht bei Ihrer Antwort.",
    details: "Sie geben den Namen an? Dann gilt:",
    who: "Wer sieht den Namen",
    seen_by: |who, k| {
        format!(
            "Nur wenige Menschen. Sie arbeiten bei {who} und rechnen die Ergebnisse aus. Sie sehen den Namen erst nach dem Ende der Umfrage. Alle anderen sehen nur Ergebnisse. In jeder Gruppe sind dann mindestens {k} Betriebe."
        )
    },
    how_long: "Wie lange",
    kept: |time| format!("Höchstens {time} nach dem Ende. Dann löschen wir den Namen."),
    withdraw: "Sie wollen es doch nicht",
    withdraw_how: |contact| {
        format!(
            "Haben Sie noch nicht gesendet? Dann ändern Sie hier Ihre Wahl. Haben Sie schon gesendet? Dann schreiben Sie an: {contact}. Sie müssen keinen Grund nennen. Wir löschen dann den Namen. Ihre Antwort bleibt, aber ohne Namen."
        )
    },
    choose: "Wählen Sie: mit Namen oder ohne Namen.",
    privacy: |k| {
        format!("Mit Namen oder ohne Namen: Das wählen Sie. Ergebnisse zeigen wir erst, wenn es {k} Betriebe sind.")
    },
    chosen_with: "Mit dem Namen von Ihrem Betrieb",
    chosen_without: "Ohne Namen",
    your_choice: "Das haben Sie gewählt",
    agreed: "Das haben Sie erlaubt",
    edition: |edition| format!("Nummer des Textes: {edition}"),
};

static TURKISH: Words = Words {
    legend: "İşletmenizin adıyla mı, adsız mı?",
    both_count: "Karar sizin. Sorular aynıdır ve ikisi de aynı şekilde sayılır.",
    without: "Adsız",
    without_means: |k| {
        format!(
            "Yanıtınız başkalarınınkiyle karıştırılır, her seferinde en az {k} tane. Sonrasında kimin olduğunu kimse bilmez."
        )
    },
    with: |firm| format!("“{firm}” adıyla"),
    with_means: "Yanıtınızın yanında hangi işletmeden geldiği yazar.",
    details: "Adı verirseniz",
    who: "Kim görür",
    seen_by: |who, k| {
        format!(
            "Yalnızca {who} kuruluşunda sonuçları değerlendiren çalışanlar ve ancak anket bittikten sonra. Ad yayımlanmaz: Diğer herkes yalnızca en az {k} işletmelik grupların sonuçlarını görür."
        )
    },
    how_long: "Ne kadar süre",
    kept: |time| format!("Anket bittikten sonra en çok {time}. Sonra adı sileriz."),
    withdraw: "Fikrinizi değiştirirseniz",
    withdraw_how: |contact| {
        format!(
            "Gönderene kadar seçiminizi burada değiştirirsiniz. Sonrasında her zaman ve neden göstermeden vazgeçebilirsiniz: {contact}. O zaman adı sileriz, yanıtınız adsız kalır."
        )
    },
    choose: "Adla mı adsız mı yanıtlayacağınızı seçin.",
    privacy: |k| format!("Adla ya da adsız: Siz seçersiniz. Sonuçları ancak en az {k} işletme olunca gösteririz."),
    chosen_with: "İşletmenizin adıyla",
    chosen_without: "Adsız",
    your_choice: "Seçiminiz",
    agreed: "Kabul ettiğiniz metin",
    edition: |edition| format!("Sürüm {edition}"),
};

static UKRAINIAN: Words = Words {
    legend: "З назвою вашого підприємства чи без неї?",
    both_count: "Вирішуєте ви. Запитання ті самі, і обидва варіанти важать однаково.",
    without: "Без назви",
    without_means: |k| {
        format!("Вашу відповідь перемішують з іншими (щоразу не менше {k}). Після цього ніхто не знає, чия вона.")
    },
    with: |firm| format!("З назвою «{firm}»"),
    with_means: "Поруч із вашою відповіддю стоїть, від якого вона підприємства.",
    details: "Якщо ви вкажете назву",
    who: "Хто її бачить",
    seen_by: |who, k| {
        format!(
            "лише ті, хто опрацьовує результати ({who}), і лише після завершення опитування. Назву не публікують: усі інші бачать лише результати груп. Найменша група, підприємств: {k}."
        )
    },
    how_long: "Як довго",
    kept: |time| format!("не довше ніж {time} після завершення опитування. Потім ми вилучаємо назву."),
    withdraw: "Якщо ви передумаєте",
    withdraw_how: |contact| {
        format!(
            "До надсилання ви змінюєте свій вибір тут. Потім можете відкликати згоду будь-коли й без пояснень: {contact}. Тоді ми вилучимо назву, а відповідь залишиться без неї."
        )
    },
    choose: "Виберіть, чи відповідаєте з назвою, чи без неї.",
    privacy: |k| format!("З назвою чи без неї: вибираєте ви. Найменша група в результатах, підприємств: {k}."),
    chosen_with: "З назвою вашого підприємства",
    chosen_without: "Без назви",
    your_choice: "Ваш вибір",
    agreed: "На що ви погодилися",
    edition: |edition| format!("Редакція {edition}"),
};

static ARABIC: Words = Words {
    legend: "باسم الشركة أم بدونه؟",
    both_count: "القرار لكم. الأسئلة هي نفسها، وللخيارين القيمة نفسها.",
    without: "بدون اسم",
    without_means: |k| format!("تُخلط الإجابة مع غيرها، وعددها في كل مرة {k} على الأقل. بعد ذلك لا يعرف أحد صاحبها."),
    with: |firm| format!("باسم «\u{2068}{firm}\u{2069}»"),
    with_means: "يُكتب بجانب الإجابة من أي شركة هي.",
    details: "عند ذكر الاسم",
    who: "من يراه",
    seen_by: |who, k| {
        format!(
            "فقط العاملون على النتائج لدى \u{2068}{who}\u{2069}، وبعد نهاية الاستبيان فقط. لا يُنشر الاسم: الآخرون يرون فقط نتائج مجموعات لا يقل عدد شركاتها عن {k}."
        )
    },
    how_long: "إلى متى",
    kept: |time| format!("المدة القصوى بعد نهاية الاستبيان: {time}. بعد ذلك نحذف الاسم."),
    withdraw: "عند تغيير الرأي",
    withdraw_how: |contact| {
        format!(
            "حتى الإرسال يمكن تغيير الاختيار هنا. وبعده يمكن سحب الموافقة في أي وقت ودون ذكر سبب: \u{2068}{contact}\u{2069}. عندئذ نحذف الاسم وتبقى الإجابة بدون اسم."
        )
    },
    choose: "يرجى اختيار الإجابة باسم أو بدون اسم.",
    privacy: |k| format!("باسم أو بدون اسم: الاختيار لكم. لا نعرض إلا نتائج مجموعات لا يقل عدد شركاتها عن {k}."),
    chosen_with: "باسم الشركة",
    chosen_without: "بدون اسم",
    your_choice: "الاختيار",
    agreed: "النص الذي تمت الموافقة عليه",
    edition: |edition| format!("الإصدار {edition}"),
};
