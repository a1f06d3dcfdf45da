//! A mail server as a setting names it: `smtp[s]://user:password@host:port/hello?tls=…`.

use lettre::transport::smtp::authentication::Credentials;
use url::Url;

/// When a connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// From its beginning: `smtps://`.
    AtOnce,
    /// By STARTTLS, or nothing is sent: `tls=required`, and wherever there is a password.
    Required,
    /// By STARTTLS where the server offers it.
    Opportunistic,
    /// Never: `tls=none`.
    Never,
}

/// A mail server, and how to speak with it. `Debug` leaves out the password.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<Credentials>,
    /// What we call ourselves; the machine's name if nothing is said.
    pub hello: Option<String>,
}

impl SmtpServer {
    /// # Errors
    /// What a URL of a mail server is, for one that is none. The URL is not quoted.
    pub fn parse(url: &Url) -> Result<Self, &'static str> {
        let mut tls = None;
        for (name, value) in url.query_pairs() {
            if name != "tls" || tls.replace(value.into_owned()).is_some() {
                return Err("an SMTP URL whose one parameter is `tls`");
            }
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("an SMTP URL with a host")?;
        let password = url.password().map(text).transpose()?;
        let user = Some(url.username()).filter(|user| !user.is_empty()).map(text).transpose()?;
        let credentials = match (user, password) {
            (Some(user), Some(password)) => Some(Credentials::new(user, password)),
            (None, None) => None,
            _ => return Err("an SMTP URL with a user and a password, or neither"),
        };
        let encryption = match (url.scheme(), tls.as_deref(), &credentials) {
            ("smtps", None, _) => Encryption::AtOnce,
            ("smtp", Some("none"), _) => Encryption::Never,
            ("smtp", Some("required"), _) | ("smtp", Some("opportunistic") | None, Some(_)) => Encryption::Required,
            ("smtp", Some("opportunistic") | None, None) => Encryption::Opportunistic,
            ("smtps", Some(_), _) => return Err("an SMTP URL: smtps:// takes no `tls`"),
            ("smtp", Some(_), _) => return Err("an SMTP URL whose `tls` is `required`, `opportunistic` or `none`"),
            _ => return Err("an SMTP URL, such as smtps://user:password@mail.example.com"),
        };
        let usual = match encryption {
            Encryption::AtOnce => 465,
            Encryption::Required => 587,
            Encryption::Opportunistic | Encryption::Never => 25,
        };
        let hello = Some(url.path().trim_matches('/')).filter(|name| !name.is_empty()).map(str::to_owned);
        let is_named = |name: &String| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
        if !hello.as_ref().is_none_or(is_named) {
            return Err("an SMTP URL whose path is the name that this server greets with, such as /almond.example.com");
        }
        let host = host.trim_matches(['[', ']']).to_owned();
        Ok(Self { host, port: url.port().unwrap_or(usual), encryption, credentials, hello })
    }
}

fn text(encoded: &str) -> Result<String, &'static str> {
    let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8();
    decoded.map(std::borrow::Cow::into_owned).map_err(|_| "an SMTP URL whose user and password are UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<SmtpServer, &'static str> {
        SmtpServer::parse(&url.parse().unwrap())
    }

    #[test]
    fn a_password_makes_encryption_a_must() {
        for (url, encryption, port) in [
            ("smtps://me:secret@mail.example.com", Encryption::AtOnce, 465),
            ("smtp://me:secret@mail.example.com", Encryption::Required, 587),
            ("smtp://me:secret@mail.example.com?tls=opportunistic", Encryption::Required, 587),
            ("smtp://mail.example.com?tls=required", Encryption::Required, 587),
            ("smtp://mail.example.com", Encryption::Opportunistic, 25),
            ("smtp://mail.example.com:2525?tls=opportunistic", Encryption::Opportunistic, 2525),
            ("smtp://127.0.0.1?tls=none", Encryption::Never, 25),
        ] {
            let server = parse(url).unwrap();
            assert_eq!((server.encryption, server.port), (encryption, port), "{url}");
        }
    }

    #[test]
    fn what_is_no_mail_server_is_refused_without_being_quoted() {
        for url in [
            "ftp://me:hunter2@host",
            "smtp://me:hunter2@host?tls=yes",
            "smtp://me:hunter2@host?tsl=required",
            "smtp://me:hunter2@host?tls=required&tls=none",
            "smtps://me:hunter2@host?tls=required",
            "smtp://me@host",
            "smtp://me:hunter2@host/a%20b",
        ] {
            assert!(!parse(url).unwrap_err().contains("hunter2"), "{url}");
        }
    }

    #[test]
    fn user_and_password_are_decoded_and_the_path_is_the_name_to_greet_with() {
        let server = parse("smtp://ada%40example.com:p%2Fw@[::1]:25/almond.example.com").unwrap();
        assert_eq!(server.credentials, Some(Credentials::new("ada@example.com".to_owned(), "p/w".to_owned())));
        assert_eq!((server.host.as_str(), server.hello.as_deref()), ("::1", Some("almond.example.com")));
    }
}
