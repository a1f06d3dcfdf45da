//! How mail leaves, and from whom. Sending is `seam::mail`'s.

use std::{path::Path, sync::Arc};

use lettre::{Address, message::Mailbox};
use url::Url;

use super::{
    ConfigError, Environment,
    source::{Given, Setting, Sources},
    transport::is_here,
};
use crate::{
    draft::Templates,
    seam::mail::{Encryption, SmtpServer},
};

const SMTP_URL: Setting = Setting::one("ALMOND_SMTP_URL").url().about(
    "",
    "`smtps://user:password@host`, or `smtp://…`, which uses STARTTLS where it is offered and insists on it where there is \
     a password, or with `?tls=required`; `?tls=none`, for a server on this machine alone, uses none; a path is the name \
     to greet the server with: see [mail](operating/mail.md). Without it, development writes mail to `DATA_DIR/outbox` and \
     links to the log; production sends none: nobody can sign up or reset a password, and the link of an invitation has \
     to be handed over",
);
const MAIL_FROM: Setting = Setting::one("ALMOND_MAIL_FROM");
const BRAND_NAME: Setting = Setting::one("ALMOND_BRAND_NAME").about(
    "Almond",
    "What pages, mails, authenticator apps and passkey prompts call the service; at most 60 characters",
);
const TEMPLATES: Setting = Setting::one("ALMOND_MAIL_TEMPLATES")
    .about("", "a folder with templates of mails of your own: see [mail](operating/mail.md#templates-of-your-own)");
pub(super) const SETTINGS: &[Setting] = &[SMTP_URL, MAIL_FROM, BRAND_NAME, TEMPLATES];

/// The longest name that authenticator apps still show.
const LONGEST_BRAND: usize = 60;

#[derive(Debug)]
pub struct Mail {
    /// `ALMOND_SMTP_URL`, unset. Without it, mail goes to the outbox in development and nowhere in production.
    pub smtp: Option<SmtpServer>,
    /// `ALMOND_MAIL_FROM`, the brand's name at `almond@localhost`.
    pub from: Mailbox,
    /// `ALMOND_BRAND_NAME`, `Almond`: what the service is called wherever people read it.
    pub brand: String,
    /// The program's, and those of the folder `ALMOND_MAIL_TEMPLATES`.
    pub templates: Arc<Templates>,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Option<Mail> {
    let smtp = sources.read_given(&SMTP_URL, |given| {
        let wrong = |expected| given.wrong_secret(expected);
        let expected = "an SMTP URL, such as smtps://user:password@mail.example.com";
        let url = Url::parse(&given.text).map_err(|_| wrong(expected))?;
        let server = SmtpServer::parse(&url).map_err(wrong)?;
        check_way(sources, environment, given, &url, &server)?;
        Ok(server)
    });
    let brand = match sources.get(&BRAND_NAME) {
        Some(given) => check_brand(&given),
        None => Ok("Almond".to_owned()),
    };
    let brand = sources.noted(brand)?;
    let from = match sources.get(&MAIL_FROM) {
        Some(given) => given.text.parse().map_err(|_| given.wrong("an address, such as Almond <almond@example.com>")),
        None => default_address(&brand),
    };
    if smtp.is_none() && sources.get(&SMTP_URL).is_none() {
        let why = "is not set, so no mail is sent: nobody can sign up, sign in by a link or reset a password, and links of \
                   invitations have to be handed over";
        sources.findings.doubtful(environment, &ConfigError::new(SMTP_URL.variable(), why));
    }
    let templates = Templates::built_in(&brand);
    let templates = match sources.get(&TEMPLATES) {
        Some(folder) => {
            templates.read(Path::new(&folder.text)).map_err(|problem| ConfigError::new(&folder.name, problem))
        }
        None => Ok(templates),
    };
    Some(Mail { smtp, from: sources.noted(from)?, brand, templates: Arc::new(sources.noted(templates)?) })
}

/// Whoever listens on the way reads the links in the mails, and signs in by them. A password never goes unencrypted.
fn check_way(
    sources: &Sources,
    environment: Environment,
    given: &Given,
    url: &Url,
    server: &SmtpServer,
) -> Result<(), ConfigError> {
    match server.encryption {
        Encryption::Never if !is_here(url) => {
            Err(given.wrong_secret("without `?tls=none`, which is for a server on this machine alone"))
        }
        // It is encrypted unless somebody on the way says that it can't be.
        Encryption::Opportunistic if !is_here(url) => {
            let why = "should be `smtps://`, or have `?tls=required`, in production, unless the server is on this machine: \
                       the links in mails may go in the clear";
            sources.findings.doubtful(environment, &ConfigError::new(&given.name, why));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// It stands in headers and in HTML, and in the label of an authenticator app, where a colon would end it.
fn check_brand(given: &Given) -> Result<String, ConfigError> {
    let name = given.text.trim();
    let is_plain = |character: char| !character.is_control() && !"<>\"&:\\".contains(character);
    let well_formed = !name.is_empty() && name.chars().count() <= LONGEST_BRAND && name.chars().all(is_plain);
    let expected = "a name of at most 60 characters, without any of < > \" & : \\";
    if well_formed { Ok(name.to_owned()) } else { Err(given.wrong(expected)) }
}

fn default_address(brand: &str) -> Result<Mailbox, ConfigError> {
    let address = Address::new("almond", "localhost");
    let address = address.map_err(|error| ConfigError::new(MAIL_FROM.variable(), error.to_string()))?;
    Ok(Mailbox::new(Some(brand.to_owned()), address))
}
