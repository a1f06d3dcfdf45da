//! The templates of mails: one for all that comes with the program, and those that an operator put in a folder. Each of a
//! mail's three parts (subject, text, HTML) is of the file named for its kind, else of the operator's `mail.…`, else of
//! the program's. All are tried before the server starts, so that a mistake is found then and not by a mail that lacks.

use std::{fs, path::Path};

use entity::MailKind;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value, context};

use super::{Draft, Link, Names};
use crate::seam::Message;

/// What a template is for.
#[derive(Clone, Copy)]
enum Part {
    Subject,
    Text,
    Html,
}

impl Part {
    const ALL: [Self; 3] = [Self::Subject, Self::Text, Self::Html];

    const fn file_ending(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Text => "txt",
            Self::Html => "html",
        }
    }

    /// The program's own.
    const fn built_in(self) -> &'static str {
        match self {
            Self::Subject => "{{ subject }}",
            Self::Text => include_str!("mail.txt"),
            Self::Html => include_str!("mail.html"),
        }
    }
}

/// The name under which the program's own templates are kept; no file is called so.
const BUILT_IN: &str = "built-in";
/// The operator's, for every kind that has none of its own.
const ANY_KIND: &str = "mail";

pub struct Templates {
    environment: Environment<'static>,
    brand: String,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.environment.templates().map(|(name, _)| name.to_owned()).collect();
        formatter.debug_tuple("Templates").field(&names).finish()
    }
}

impl Templates {
    /// The program's own alone. `brand` is what the service is called.
    ///
    /// # Panics
    /// Never: a test renders what comes with the program.
    pub fn built_in(brand: &str) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
            Some((_, "html")) => AutoEscape::Html,
            _ => AutoEscape::None,
        });
        for part in Part::ALL {
            let name = format!("{BUILT_IN}.{}", part.file_ending());
            let added = environment.add_template_owned(name, part.built_in());
            debug_assert!(added.is_ok(), "{added:?}");
        }
        Self { environment, brand: brand.to_owned() }
    }

    /// With the files of an operator's folder.
    ///
    /// # Errors
    /// What is wrong with the folder, or with each file in it: a name that no mail has, a mistake and its line.
    pub fn read(mut self, folder: &Path) -> Result<Self, String> {
        let files = fs::read_dir(folder).map_err(|error| format!("can't be read: {error}"))?;
        let mut wrong = Vec::new();
        for file in files {
            let path = file.map_err(|error| format!("can't be read: {error}"))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.starts_with('.')
                && let Err(problem) = self.add(&name, &path)
            {
                wrong.push(format!("{name} {problem}"));
            }
        }
        if !wrong.is_empty() {
            wrong.sort();
            return Err(wrong.join("; "));
        }
        self.try_all().map(|()| self)
    }

    fn add(&mut self, name: &str, path: &Path) -> Result<(), String> {
        let known = name.rsplit_once('.').is_some_and(|(stem, ending)| {
            let is_kind = stem == ANY_KIND || MailKind::ALL.iter().any(|kind| kind.as_str() == stem);
            is_kind && Part::ALL.iter().any(|part| part.file_ending() == ending)
        });
        if !known {
            let kinds: Vec<_> = MailKind::ALL.iter().map(|kind| kind.as_str()).collect();
            return Err(format!(
                "is no template's name, which is mail or a kind ({}) with .subject, .txt or .html",
                kinds.join(", ")
            ));
        }
        let text = fs::read_to_string(path).map_err(|error| format!("can't be read: {error}"))?;
        self.environment.add_template_owned(name.to_owned(), text).map_err(|error| problem(&error))
    }

    /// Renders a mail of each kind, with all that it may have and with nothing that it may lack.
    fn try_all(&self) -> Result<(), String> {
        for kind in MailKind::ALL {
            for draft in samples(*kind) {
                for part in Part::ALL {
                    let name = self.name(*kind, part);
                    self.part(&name, &draft).map_err(|error| format!("{name} {}", problem(&error)))?;
                }
            }
        }
        Ok(())
    }

    /// The message that a draft makes. A part whose template fails after all is the program's own, and the log says so.
    pub fn render(&self, draft: &Draft) -> Message {
        let part = |part: Part| {
            let name = self.name(draft.kind, part);
            self.part(&name, draft).or_else(|error| {
                tracing::error!(template = name, error = problem(&error), "a template of mails fails");
                self.part(&format!("{BUILT_IN}.{}", part.file_ending()), draft)
            })
        };
        let rendered = |of: Part| part(of).unwrap_or_default();
        // A line end within a subject would be another header's beginning.
        let subject = rendered(Part::Subject).split_whitespace().collect::<Vec<_>>().join(" ");
        Message {
            kind: draft.kind,
            ends_at: draft.ends_at,
            to: draft.to.clone(),
            subject,
            text: rendered(Part::Text),
            html: rendered(Part::Html),
            link: draft.link.as_ref().map(|link| link.url.clone()),
        }
    }

    /// The template of a part of a mail.
    fn name(&self, kind: MailKind, part: Part) -> String {
        let ending = part.file_ending();
        let candidates = [kind.as_str(), ANY_KIND].map(|stem| format!("{stem}.{ending}"));
        let found = candidates.into_iter().find(|name| self.environment.get_template(name).is_ok());
        found.unwrap_or_else(|| format!("{BUILT_IN}.{ending}"))
    }

    fn part(&self, name: &str, draft: &Draft) -> Result<String, minijinja::Error> {
        let Draft { kind, to, subject, topic, before, after, link, names, .. } = draft;
        let action = link.as_ref().map(|link| link.label.as_str());
        // As it is: a URL has nothing in it that HTML would take for markup.
        let link = link.as_ref().map(|link| Value::from_safe_string(link.url.clone()));
        let Names { org, role, inviter } = names;
        self.environment.get_template(name)?.render(context! {
            brand => self.brand.as_str(), kind => kind.as_str(), topic => *topic,
            to => to.as_str(), subject => subject.as_str(), before => before.clone(), after => after.clone(),
            action => action, link => link, org => org.as_deref(), role => role.as_deref(),
            inviter => inviter.as_deref(),
        })
    }
}

/// A mistake and its line, without the template's text.
fn problem(error: &minijinja::Error) -> String {
    let line = error.line().map(|line| format!(" in line {line}")).unwrap_or_default();
    let detail = match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, None) => "uses a name that mails don't have".to_owned(),
        (kind, detail) => format!("{kind}{}", detail.map(|detail| format!(": {detail}")).unwrap_or_default()),
    };
    format!("is wrong{line}: {detail}")
}

fn samples(kind: MailKind) -> [Draft; 2] {
    let draft = Draft::new(kind, "ada@example.com", "A subject").says("A sentence.");
    let names = || Some("a name".to_owned());
    let full = Draft {
        topic: Some("a_topic"),
        after: vec!["Another sentence.".to_owned()],
        link: Some(Link { label: "Do it".to_owned(), url: "https://almond.example/auth/x?token=y".to_owned() }),
        names: Names { org: names(), role: names(), inviter: names() },
        ..draft.clone()
    };
    [full, draft]
}
