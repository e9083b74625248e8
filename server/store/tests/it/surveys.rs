use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use store::{Error, Id, Store, Version, VersionState};

use crate::databases::databases;

#[tokio::test]
async fn a_version_goes_from_draft_to_published_and_stays() {
    for db in databases().await {
        let store = &db.store;
        let survey = store.create_survey("betriebe", "one").await.unwrap();
        assert!(matches!(store.create_survey("betriebe", "other").await, Err(Error::Conflict)));
        assert_eq!(store.save_draft_definition(survey, "two", 1).await.unwrap(), 2);
        assert!(matches!(store.save_draft_definition(survey, "late", 1).await, Err(Error::Conflict)));
        assert!(matches!(store.publish(survey, 1, "{}", "2026-11-23").await, Err(Error::Conflict)));
        assert_eq!(store.publish(survey, 2, "{\"two\":2}", "2026-11-23").await.unwrap(), 1);
        assert!(matches!(store.publish(survey, 2, "{}", "2026-11-23").await, Err(Error::Conflict)));

        // The next one begins where this one ended, and this one is as it was.
        assert_eq!(store.save_draft_definition(survey, "three", 2).await.unwrap(), 3);
        let first = Version {
            number: 1,
            state: VersionState::Published,
            revision: 2,
            definition: "two".into(),
            frozen: Some("{\"two\":2}".into()),
            published: Some("2026-11-23".into()),
        };
        let second = Version {
            number: 2,
            state: VersionState::Draft,
            revision: 3,
            definition: "three".into(),
            frozen: None,
            published: None,
        };
        assert_eq!(store.version(survey, 1).await.unwrap().as_ref(), Some(&first));
        assert_eq!(store.versions(survey).await.unwrap(), [first, second]);
        assert_eq!(store.version(survey, 3).await.unwrap(), None);
    }
}

#[tokio::test]
async fn surveys_are_listed_with_their_latest_version() {
    for db in databases().await {
        let store = &db.store;
        let one = store.create_survey("zwei", "…").await.unwrap();
        store.create_survey("eins", "…").await.unwrap();
        store.publish(one, 1, "{}", "2026-11-23").await.unwrap();
        let list = |rows: Vec<store::SurveyRow>| {
            rows.into_iter().map(|row| (row.slug, row.number, row.state)).collect::<Vec<_>>()
        };
        let expected = [("eins".into(), 1, VersionState::Draft), ("zwei".into(), 1, VersionState::Published)];
        assert_eq!(list(store.surveys().await.unwrap()), expected);
        store.save_draft_definition(one, "…", 1).await.unwrap();
        assert_eq!(list(store.surveys().await.unwrap())[1], ("zwei".into(), 2, VersionState::Draft));
        let row = store.survey("zwei").await.unwrap().unwrap();
        assert_eq!((row.id, row.number, row.revision), (one, 2, 2));
        assert_eq!(store.survey("drei").await.unwrap(), None);
    }
}

#[tokio::test]
async fn only_what_was_never_published_can_be_deleted() {
    for db in databases().await {
        let store = &db.store;
        let survey = store.create_survey("a", "…").await.unwrap();
        store.delete_unpublished(survey, 1).await.unwrap();
        assert_eq!(store.survey("a").await.unwrap(), None);
        assert!(matches!(store.delete_unpublished(survey, 1).await, Err(Error::NotFound)));

        let survey = store.create_survey("a", "…").await.unwrap();
        store.publish(survey, 1, "{}", "2026-11-23").await.unwrap();
        assert!(matches!(store.delete_unpublished(survey, 1).await, Err(Error::Conflict)));
        let revision = store.save_draft_definition(survey, "next", 1).await.unwrap();
        store.delete_unpublished(survey, revision).await.unwrap();
        assert_eq!(store.versions(survey).await.unwrap().len(), 1);
    }
}

/// What staff may try, in any order, with a revision that is right or stale.
#[derive(Debug, Clone, Copy)]
enum Step {
    Save { stale: bool },
    Publish { stale: bool },
    Delete { stale: bool },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => prop::bool::weighted(0.3).prop_map(|stale| Step::Save { stale }),
        2 => prop::bool::weighted(0.3).prop_map(|stale| Step::Publish { stale }),
        1 => prop::bool::weighted(0.3).prop_map(|stale| Step::Delete { stale }),
    ];
    prop::collection::vec(step, 1..25)
}

/// The same rules without a database: the definitions that were published, and the draft.
#[derive(Debug, Default)]
struct Model {
    published: Vec<String>,
    draft: Option<String>,
    /// Of the latest version; deleting a draft goes back to that of the version before.
    revisions: Vec<i64>,
}

impl Model {
    fn exists(&self) -> bool {
        self.draft.is_some() || !self.published.is_empty()
    }

    fn revision(&self) -> i64 {
        self.revisions.last().copied().unwrap_or_default()
    }

    fn take(&mut self, step: Step, definition: &str) -> bool {
        match step {
            Step::Save { stale: true } | Step::Publish { stale: true } | Step::Delete { stale: true } => return false,
            _ if !self.exists() => return false,
            Step::Save { .. } => {
                let next = self.revision() + 1;
                if self.draft.replace(definition.to_owned()).is_some() {
                    self.revisions.pop();
                }
                self.revisions.push(next);
            }
            Step::Publish { .. } | Step::Delete { .. } if self.draft.is_none() => return false,
            Step::Publish { .. } => self.published.extend(self.draft.take()),
            Step::Delete { .. } => {
                self.draft = None;
                self.revisions.pop();
            }
        }
        true
    }
}

async fn take(store: &Store, survey: Id, step: Step, revision: i64, definition: &str) -> Result<(), Error> {
    let seen = |stale: bool| if stale { revision - 1 } else { revision };
    match step {
        Step::Save { stale } => store.save_draft_definition(survey, definition, seen(stale)).await.map(drop),
        Step::Publish { stale } => store.publish(survey, seen(stale), definition, "2026-11-23").await.map(drop),
        Step::Delete { stale } => store.delete_unpublished(survey, seen(stale)).await,
    }
}

#[tokio::test]
async fn no_order_of_steps_breaks_the_rules_of_versions() {
    for db in databases().await {
        let mut runner = TestRunner::default();
        for case in 0..25 {
            let steps = steps().new_tree(&mut runner).unwrap().current();
            let survey = db.store.create_survey(&format!("survey-{case}"), "0").await.unwrap();
            let mut model = Model { draft: Some("0".into()), revisions: vec![1], ..Model::default() };
            for (i, step) in steps.iter().enumerate() {
                let (definition, revision, existed) = (i.to_string(), model.revision(), model.exists());
                let expected = model.take(*step, &definition);
                let found = take(&db.store, survey, *step, revision, &definition).await;
                assert_eq!(found.is_ok(), expected, "{steps:?} at {i}: {found:?}");
                let right = if existed { Error::Conflict } else { Error::NotFound };
                if let Err(error) = found {
                    assert_eq!(error.to_string(), right.to_string(), "{steps:?} at {i}");
                }
                let versions = db.store.versions(survey).await.unwrap();
                let definitions: Vec<&String> = versions.iter().map(|version| &version.definition).collect();
                assert_eq!(definitions, model.published.iter().chain(&model.draft).collect::<Vec<_>>(), "{steps:?}");
            }
        }
    }
}
