//! What people were told.

use store::Notice;

use crate::databases::databases;

fn notice(locale: &str, edition: &str, day: &str) -> Notice {
    let text = format!("Text von {edition}");
    Notice { locale: locale.to_owned(), edition: edition.to_owned(), since: day.to_owned(), text }
}

#[tokio::test]
async fn a_text_is_kept_once_and_one_that_comes_back_is_kept_again() {
    for db in databases().await {
        let (wave, other) = (db.wave("w").await, db.wave("other").await);
        for (locale, edition, day) in [
            ("de-du", "a", "2026-10-01"),
            ("de-du", "a", "2026-10-02"),
            ("en", "a", "2026-10-02"),
            ("de-du", "b", "2026-10-03"),
            ("de-du", "a", "2026-10-03"),
        ] {
            db.store.keep_notice(wave, notice(locale, edition, day)).await.unwrap();
        }
        let expected = [
            notice("de-du", "a", "2026-10-01"),
            notice("de-du", "b", "2026-10-03"),
            notice("de-du", "a", "2026-10-03"),
            notice("en", "a", "2026-10-02"),
        ];
        assert_eq!(db.store.notices(wave).await.unwrap(), expected);
        assert_eq!(db.store.notices(other).await.unwrap(), []);
    }
}
