use super::{Extra, Words};

pub static WORDS: Words = Words {
    title: "Neleri kaydediyoruz",
    stored_title: "Kaydedilenler",
    answers: |place| {
        let place = if place { " Belirttiğiniz yer de buna dâhildir." } else { "" };
        format!(
            "İşaretlediklerinizi ve yazdıklarınızı kaydediyoruz.{place} Aksi yazmıyorsa her soruyu atlayabilirsiniz."
        )
    },
    no_traces: "Ad, IP adresi, cihaz ve saat kaydetmiyoruz.",
    no_traces_named: "Yanıtlarla birlikte IP adresi, cihaz, saat ve işletmede kimin yanıtladığını kaydetmiyoruz. İşletmenin adını yalnızca başta bunu seçtiyseniz kaydederiz.",
    mixed_at_end: "Anketin sonunda yanıtları karıştırıyoruz. O zamana kadar sunucuda hangi sırayla geldikleri anlaşılabilir.",
    mixed_at_night: "Yanıtları, yeterince yeni yanıt olduğunda geceleri ve anketin sonunda karıştırıyoruz. O zamana kadar sunucuda hangi sırayla geldikleri anlaşılabilir.",
    version: "Yanıtın yanında, anketin hangi sürümünü yanıtladığınız yazar.",
    extra: |extra| match extra {
        Extra::DrawnOrder => "Bazı şeyleri rastgele bir sırayla gösteririz. Hangi sıra olduğu yanıtın yanında yazar.",
        Extra::DealtBlocks => {
            "Bazı sorularda herkes aynı seçenek gruplarını görmez. Hangilerini gördüğünüz yanıtın yanında yazar."
        }
        Extra::Computed => {
            "Bazı değerleri yanıtlarınızdan hesaplarız, örneğin bir toplamı. Bunlar da yanıtın yanında durur."
        }
        Extra::Quotas => {
            "Bazı yanıtlardan yalnızca belirli bir sayıda gerekir. Bunlardan kaç tane geldiğini yanıtlardan ayrı olarak sayarız."
        }
        Extra::Exits => {
            "Bazıları için anket daha erken biter. O zaman yazdıklarını sileriz ve kaç kişi olduklarını nedenine göre sayarız."
        }
    },
    counters: "Bundan ayrı olarak, bir günde ve bir ilçeden kaç yanıt geldiğini sayıyoruz.",
    sent_once: "Gönderdiğinizde rastgele bir kontrol değeri kaydederiz. Aynı şeyin iki kez geldiğini bununla anlarız. Yanıtınıza götürmez.",
    pages: "Yine bundan ayrı olarak her sayfa için kaç kişinin geldiğini, devam ettiğini, bir şey değiştirdiğini ve bunun ne kadar sürdüğünü sayıyoruz: güne, dile ve telefon olup olmadığına göre. Bir sayfanın ne zamandan beri açık olduğu yalnızca cihazınızdaki o sayfada yazar. Bitişten sonra günlerden yalnızca toplamlar kalır; seyrek diller ve cihazlar artık tek tek sayılmaz. Yanıtınızın yanında yalnızca çok hızlı mı ya da her yerde aynı derecede mi doldurulduğu yazar.",
    free_text: "Bazı sorularda kendiniz yazarsınız. Oraya ad ya da birini tanıtan bir şey yazmayın. Yazdıklarınızı anket bittikten sonra önce sonuçları değerlendiren biri okur ve birini tanıtan yerleri çıkarır. Sonra metin, diğer yanıtlarınızdan ayrı olarak sonuç sayfasında yer alabilir.",
    addresses: |days| {
        format!(
            "Bir e-posta adresi bırakırsanız, bu adres yanıtlardan ayrı bir veritabanında durur. İkisini birbirine bağlayan hiçbir şey yoktur. Adresi en geç bitişten {days} gün sonra ya da istediğinizde sileriz."
        )
    },
    entrance_title: "Kimler yanıtlayabilir",
    by_link: "Bağlantıya sahip olan herkes yanıtlayabilir. Kim olduğunu bilmiyoruz. Bu yüzden sonuçlar herkesi temsil etmez.",
    by_code: "Size bir kod verildi. Kodlar rastgele dağıtılır; kimde hangi kodun olduğunu gösteren bir liste yoktur. Yalnızca kodun kullanılıp kullanılmadığını kaydediyoruz. Bu bilgi yanıtınıza götürmez.",
    posters: "Afişlerde kısa bir adres var. Bu adresin her yer için kaç kez açıldığını sayıyoruz. Bu sayı yanıtlarla birleştirilmez.",
    bursts: "Açık bağlantı üzerinden kimse yüzlerce kez yanıt vermesin diye, bir bağlantıdan o sırada kaç yanıt geldiğini bellekte sayarız. Orada yalnızca IP adresinin her gün yenilenen bir sağlama toplamı bulunur. Kaydedilmez. Fazla gelenler ancak büro izin verirse sayılır.",
    by_invitation: |k| {
        format!(
            "E-postayla davet edildiniz. Adresiniz, yanıtlardan ayrı bir veri tabanında durur. Kodunuzun kullanıldığını görürüz, ama hangi yanıtın ona ait olduğunu görmeyiz: Yanıtlar toplanır ve karıştırılır, her seferinde en az {k} tane. O zamana kadar yanıtınız gizlidir, sonrasında anonimdir."
        )
    },
    by_name: |k| {
        format!(
            "E-postayla davet edildiniz ve başta, işletmenizin adının yanıtın yanında durup durmayacağını siz seçersiniz. Adla verilen yanıt anonim değildir. Adsızsa yalnızca kodunuzun kullanıldığını görürüz: Adsız yanıtlar toplanır ve karıştırılır, her seferinde en az {k} tane. O zamana kadar yanıtınız gizlidir, sonrasında anonimdir. Sonunda adsız yanıtlar {k} taneden azsa başkalarının adını da sileriz; böylece sayarak da kimse bulunamaz. Siz gönderene kadar ad, kodunuzun yanında kilitli durur ve onu yalnızca bağlantınız açar."
        )
    },
    strata: |k| {
        format!(
            "İşletme, meslek ya da yıl, ancak bunun için en az {k} kod verildiyse bir yanıtın yanında durur. Yoksa yazmıyoruz."
        )
    },
    code_days: |days| format!("Kodlar hakkında bildiklerimizi bitişten {days} gün sonra siliyoruz."),
    who_title: "Kim neyi görür",
    staff: |who| {
        format!(
            "Tek tek yanıtları, adsız olarak, yalnızca {who} kuruluşunda sonuçları değerlendiren çalışanlar ve ancak anket bittikten sonra görür. İşletmeniz bunları görmez."
        )
    },
    staff_named: |who| {
        format!(
            "Tek tek yanıtları yalnızca {who} kuruluşunda sonuçları değerlendiren çalışanlar ve ancak anket bittikten sonra görür. İşletmenizin adını yalnızca siz verdiyseniz görürler."
        )
    },
    shown_persons: |k| format!("Diğer herkes yalnızca en az {k} kişilik grupların sonuçlarını görür."),
    shown_firms: |k| format!("Diğer herkes yalnızca en az {k} işletmelik grupların sonuçlarını görür."),
    cookie_title: "Cihazınızda ne durur",
    cookie: "Başlamadan önce çerez kaydetmiyoruz. Başlarken bir tane kaydediyoruz. Siz gönderene kadar yanıtlarınızı bir arada tutar. Başka sunuculardan hiçbir şey yüklemiyoruz.",
    kiosk: |hours| {
        format!(
            "Birçok kişinin kullandığı bir cihazda (kiosk) başlarken ikinci bir çerez kaydederiz. Yalnızca bu cihazın bir kiosk olduğunu tutar ve {hours} saat sonra geçersiz olur."
        )
    },
    kept_here: "Yazdıklarınızı tarayıcınız ayrıca bu cihazda saklar. Böylece bağlantı koparsa hiçbir şey kaybolmaz. Sayfa kaydedildiğinde, gönderdiğinizde ve yeniden başladığınızda bunları siler. Bir sayfa hiç kaydedilmediyse, 14 gün sonra yeniden bir anket açtığınızda siler. Birçok kişinin kullandığı bir cihazda hiçbir şey saklamaz.",
    how_long_title: "Ne kadar süre",
    draft: |days| {
        format!(
            "Siz yanıtlarken bizde şifreli bir taslak durur. Anahtarı tarayıcınızdadır. Gönderdiğinizde ya da {days} gün sonra sileriz."
        )
    },
    draft_by_link: |days| {
        format!(
            "Siz yanıtlarken bizde şifreli bir taslak durur. Onu her cihazda kişisel bağlantınız açar. Bağlantıdaki kodu, size hatırlatabilmek için anket bitene kadar kilitli saklarız. Taslağı gönderdiğinizde ya da {days} gün sonra sileriz."
        )
    },
    six_words: "Altı sözcük isterseniz taslağı onlar da açar, her cihazda. Sözcükleri yalnızca kilitli olarak saklarız.",
    grace: |hours| format!("Siz yanıtlarken anket biterse {hours} saat daha gönderebilirsiniz."),
    retention: |time| {
        format!(
            "Anket bittikten sonra tek tek yanıtların saklama süresi: {time}. Sonra silinir, yalnızca sonuçlar kalır."
        )
    },
    name_retention: |time| format!("Adı bitişten sonra en geç şu süre içinde sileriz: {time}."),
    no_retention: "Tek tek yanıtların ne kadar saklanacağı bu anket için belirlenmedi.",
    why_title: "Ne için ve neye dayanarak",
    voluntary: "Katılım isteğe bağlıdır. Katılmayan kimse zarar görmez.",
    legal_basis: |basis| format!("Yasal dayanak (Almanca): {basis}"),
    name_basis: "İşletmenizin adı için yasal dayanak: açık rızanız (GDPR madde 6 fıkra 1 bent a).",
    young_title: "16 yaşından küçükseniz",
    young: "Katılabilirsiniz. Adınızı ya da adresinizi sormuyoruz.",
    young_contact: "Katılabilirsiniz. Adınızı sormuyoruz. E-posta adresi isteğe bağlıdır. En iyisi boş bırakın, çünkü kim olduğunuzu gösterebilir.",
    rights_title: "Haklarınız",
    rights: |contact| {
        format!(
            "Hangi yanıtın sizin olduğunu bilmiyoruz. Bu yüzden gönderildikten sonra onu bulamaz, değiştiremez ya da silemeyiz. Sorularınız için: {contact}."
        )
    },
    rights_named: |contact| {
        format!(
            "Adla yanıtladıysanız neyin kayıtlı olduğunu sorabilir ve onayınızı her zaman, neden göstermeden geri alabilirsiniz. O zaman adı sileriz, yanıt adsız kalır. Adsız yanıtlardan hangisinin sizin olduğunu bilmiyoruz. Yazın: {contact}."
        )
    },
    not_promised_title: "Söz veremeyeceğimiz şeyler",
    not_promised: "Sunucuyu işleten kişi programı gizlice değiştirirse okuyabilir. Bir metni okuyan da onu kimin yazdığını anlayabilir.",
    edition: |edition| format!("Bu metin, geçerli ayarlardan oluşturulur. Sürüm {edition}."),
    to_start: "Anketin başına dön",
};
