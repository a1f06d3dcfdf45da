use std::{fs, path::PathBuf};

use entity::MailKind;

use super::{Draft, Names, Templates};

/// A folder with these files, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("almond-templates-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        for (file, text) in files {
            fs::write(path.join(file), text).unwrap();
        }
        Self(path)
    }

    fn read(&self) -> Result<Templates, String> {
        Templates::built_in("Acme & Co").read(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn draft() -> Draft {
    Draft::new(MailKind::Invitation, "ada@example.com", "You are invited")
        .naming(Names { org: Some("Acme".to_owned()), ..Names::default() })
        .says("Come <in>.")
        .links("Accept", "https://almond.example/a?token=b&c=d", None)
        .says("Or don't.")
}

#[test]
fn what_comes_with_the_program_says_all_in_text_and_html() {
    let message = Templates::built_in("Acme & Co").render(&draft());
    assert_eq!(message.subject, "You are invited");
    let text = "Come <in>.\n\nAccept:\n\nhttps://almond.example/a?token=b&c=d\n\nOr don't.\n\nAcme & Co";
    assert_eq!(message.text, text);
    for part in [
        "<p style=\"margin:0 0 16px\">Come &lt;in&gt;.</p>",
        ">Acme &amp; Co</p>",
        ">Accept</a>",
        "href=\"https://almond.example/a?token=b&c=d\"",
        "<p style=\"margin:0 0 16px\">Or don&#x27;t.</p>",
    ] {
        assert!(message.html.contains(part), "{part} in {}", message.html);
    }
    assert_eq!(message.link.as_deref(), Some("https://almond.example/a?token=b&c=d"));
}

#[test]
fn a_file_of_the_kind_comes_before_one_for_all_and_each_part_is_chosen_alone() {
    let folder = Folder::with(
        "parts",
        &[
            ("invitation.subject", "{{ org }}\r\nwants {{ to }}\n"),
            ("mail.subject", "{{ brand }}: {{ subject }}"),
            ("mail.txt", "{{ kind }} {{ link }} {{ topic or 'none' }}"),
        ],
    );
    let templates = folder.read().unwrap();
    let message = templates.render(&draft());
    assert_eq!(message.subject, "Acme wants ada@example.com");
    assert_eq!(message.text, "invitation https://almond.example/a?token=b&c=d none");
    assert!(message.html.contains("Come &lt;in&gt;."));
    let notice = Draft::new(MailKind::Notice, "ada@example.com", "Changed").about("password_changed");
    let message = templates.render(&notice);
    assert_eq!(
        (message.subject.as_str(), message.text.as_str()),
        ("Acme & Co: Changed", "notice None password_changed")
    );
}

#[test]
fn every_mistake_is_found_before_the_start() {
    for (name, file, text, expected) in [
        ("name", "invitations.html", "x", "invitations.html is no template's name, which is mail or a kind (sign_up, "),
        ("syntax", "mail.txt", "a\n{% if link %}", "mail.txt is wrong in line 2: "),
        ("variable", "mail.html", "{{ brandd }}", "mail.html is wrong in line 1: "),
        ("include", "news.html", "{% include 'other' %}", "news.html is wrong in line 1: "),
    ] {
        let folder = Folder::with(name, &[(file, text)]);
        let error = folder.read().unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    let missing = Templates::built_in("A").read("/nowhere/at/all".as_ref()).unwrap_err();
    assert!(missing.starts_with("can't be read: "), "{missing}");
}
