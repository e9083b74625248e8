//! Arabic, without a form that says man or woman.

use super::Words;

pub static WORDS: Words = Words {
    choose: "يرجى اختيار إجابة",
    choose_several: "يرجى اختيار إجابة واحدة على الأقل",
    rate: "يرجى اختيار درجة",
    choose_place: "يرجى اختيار مكان من القائمة",
    enter_number: "يرجى كتابة عدد",
    enter_text: "يرجى كتابة إجابة",
    enter_day: "يرجى كتابة تاريخ",
    enter_month: "يرجى كتابة شهر وسنة",
    give_place: "يرجى تحديد مرتبة",
    choose_occupation: "يرجى اختيار مهنة من القائمة",
    enter_address: "يرجى كتابة عنوان بريد إلكتروني",
    not_an_option: "يرجى اختيار إحدى الإجابات المعروضة.",
    only_one: "يرجى اختيار إجابة واحدة فقط.",
    too_many: |max| format!("عدد الإجابات كبير جدًا. الحد الأقصى: {max}."),
    exclusive: "إحدى الإجابات المختارة تستبعد الأخرى. يرجى اختيارها وحدها أو اختيار الإجابات الأخرى فقط.",
    not_a_day: "يرجى كتابة اليوم والشهر والسنة بالأرقام، مثل 24 5 2026.",
    no_such_day: "هذا اليوم غير موجود في التقويم. يرجى التحقق من اليوم والشهر.",
    not_a_month: "يرجى اختيار شهر وكتابة السنة بأربعة أرقام.",
    between: |min, max| format!("المدة الممكنة: من {min} إلى {max}."),
    no_such_place: |places| format!("يرجى تحديد مرتبة من 1 إلى {places}."),
    place_taken: |place| format!("المرتبة {place} مكررة. يرجى تحديد كل مرتبة مرة واحدة فقط."),
    place_left_out: |place| format!("المرتبة {place} ما زالت فارغة. يرجى ترتيب المراتب دون فراغ."),
    too_much: |amount, total| format!("زيادة بمقدار {amount}: يجب أن يكون المجموع {total} تمامًا."),
    too_little: |amount, total| format!("ينقص {amount}: يجب أن يكون المجموع {total} تمامًا."),
    best_is_worst: "يرجى اختيار إجابتين مختلفتين.",
    not_an_address: "يرجى كتابة عنوان بريد إلكتروني، مثل name@example.org.",
    consent_missing: "يرجى وضع علامة في المربع أو حذف العنوان.",
    address_missing: "يرجى كتابة عنوان البريد الإلكتروني أو إزالة العلامة من المربع.",
    page_changed: "تغيّرت هذه الصفحة منذ فتحها. يرجى مراجعة الإجابات وإرسالها مرة أخرى.",
    fewer: |chosen, max| format!("تم اختيار {chosen} من {max}. يرجى اختيار المزيد."),
    own_words: "يرجى كتابة المقصود.",
    more_than_whole: |part, whole| {
        format!("تمت كتابة {part} من أصل {whole}. إذا لم يكن ذلك صحيحًا، يرجى تغيير أحد العددين.")
    },
};
