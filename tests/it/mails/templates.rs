//! Mails by the templates of an operator (`ALMOND_MAIL_TEMPLATES`), and by the program's own under the operator's name.

use std::fs;

use tests::World;

use super::ask;
use crate::process::{Site, refusal};

#[tokio::test]
async fn an_operators_templates_are_used_and_the_rest_is_as_ever() {
    let folder = Site::new().await;
    for (name, text) in [
        ("mail.subject", "[{{ brand }}] {{ subject }}"),
        ("magic_link.txt", "Hallo {{ to }}, hier ist dein Link: {{ link }}"),
        ("notice.html", "<h1>{{ brand }}</h1><p>{{ topic }}</p>"),
    ] {
        fs::write(folder.folder().join(name), text).unwrap();
    }
    let world = World::with()
        .set("ALMOND_BRAND_NAME", "Acme")
        .set("ALMOND_MAIL_TEMPLATES", folder.folder().to_str().unwrap())
        .build()
        .await;
    let ada = world.owner("ada").await;
    ask(&world, &ada.email).await.ok(202);
    let mails = world.mails(&ada.email).await;
    let link = mails.last().unwrap();
    assert_eq!(link.subject, "[Acme] Your sign-in link");
    let url = link.link.as_deref().unwrap();
    assert_eq!(link.text, format!("Hallo {}, hier ist dein Link: {url}", ada.email));
    assert!(link.html.contains(">Acme</p>") && link.html.contains("Sign in</a>"), "{}", link.html);

    crate::password::change(&ada.session).await.ok(200);
    let mails = world.mails(&ada.email).await;
    let notice = mails.last().unwrap();
    assert_eq!(notice.subject, "[Acme] Your password was changed");
    assert_eq!(notice.html, "<h1>Acme</h1><p>password_changed</p>");
}

#[tokio::test]
async fn a_template_that_is_wrong_stops_the_start() {
    let site = Site::new().await;
    let templates = site.folder().join("templates");
    fs::create_dir(&templates).unwrap();
    fs::write(templates.join("mail.txt"), "Hello\n{{ nmae }}").unwrap();
    let mut command = site.command();
    command.env("ALMOND_MAIL_TEMPLATES", &templates);
    let said = refusal(command, &["serve"], "").await;
    assert!(said.starts_with("ALMOND_MAIL_TEMPLATES mail.txt is wrong in line 2: "), "{said}");
}
