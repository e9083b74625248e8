//! Addresses that people left in a survey, to be written to about what its question says.

use leptos::prelude::*;

use crate::ui::{Actions, Breadcrumb, Button, EmptyState, MailLink, Notice, NoticeKind, PostForm, Weight};

pub struct AddressesPage {
    pub slug: String,
    pub title: String,
    /// Why nothing is shown.
    pub not_yet: Option<&'static str>,
    pub groups: Vec<AddressGroup>,
    /// Days after the end that addresses are kept.
    pub days: i64,
}

/// Those left with one question.
pub struct AddressGroup {
    pub item: String,
    pub question: String,
    /// What was ticked with it.
    pub consent: String,
    /// In the order of the alphabet.
    pub emails: Vec<String>,
}

pub fn addresses_page(page: AddressesPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base.clone(), page.title)];
    let body = match page.not_yet {
        Some(why) => view! { <Notice><p>{why}</p></Notice> }.into_any(),
        None if page.groups.is_empty() => {
            view! { <EmptyState title="Keine Adressen" text="Niemand hat eine Adresse hinterlassen, oder sie sind gelöscht."/> }
                .into_any()
        }
        None => list(&base, page.groups, page.days).into_any(),
    };
    view! {
        <Breadcrumb trail/>
        <h1>"Hinterlassene Adressen"</h1>
        <p>"Sie liegen in einer anderen Datenbank als die Antworten, und nichts führt von der einen zur anderen."</p>
        {body}
    }
}

fn list(base: &str, groups: Vec<AddressGroup>, days: i64) -> impl IntoView + use<> {
    let action = format!("{base}/adressen");
    let groups: Vec<_> = groups.into_iter().map(|of| group(&action, of)).collect();
    view! {
        <Notice kind=NoticeKind::Warning>
            <p>"Schreiben Sie nur zu dem, was angekreuzt wurde. " {days} " Tage nach dem Ende werden die Adressen von selbst gelöscht."</p>
        </Notice>
        <ul class="tasks">
            <li><a href=format!("{base}/adressen.csv") download>"Adressen als CSV für deutsches Excel"</a></li>
        </ul>
        {groups}
        <section class="flow">
            <h2>"Nicht mehr gebraucht"</h2>
            <PostForm action>
                <p>"Wenn Sie alle Adressen löschen, lassen sie sich nicht zurückholen."</p>
                <Actions><Button weight=Weight::Danger>"Alle Adressen löschen"</Button></Actions>
            </PostForm>
        </section>
    }
}

fn group(action: &str, group: AddressGroup) -> impl IntoView + use<> {
    let rows = group.emails.into_iter().map(|email| {
        view! {
            <tr>
                <th scope="row"><MailLink address=email.clone()/></th>
                <td>
                    <form method="post" action=action.to_owned()>
                        <input type="hidden" name="frage" value=group.item.clone()/>
                        <input type="hidden" name="adresse" value=email.clone()/>
                        <Button weight=Weight::Quiet>
                            "Löschen" <span class="visually-hidden">": " {email.clone()}</span>
                        </Button>
                    </form>
                </td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let caption = group.question;
    view! {
        <section class="flow">
            <h2>{caption.clone()}</h2>
            <p class="muted">"Angekreuzt: „" {group.consent} "“"</p>
            <div class="table-scroll" role="region" tabindex="0" aria-label=caption.clone()>
                <table class="table">
                    <caption><span class="visually-hidden">{caption.clone()}</span></caption>
                    <thead>
                        <tr>
                            <th scope="col">"E-Mail-Adresse"</th>
                            <th scope="col"><span class="visually-hidden">"Löschen"</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
