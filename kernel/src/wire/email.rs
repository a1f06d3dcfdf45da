//! E-mail addresses: what is accepted as one, and the form by which accounts are told apart.

use std::{collections::BTreeSet, fmt, str::FromStr};

use poem_openapi::registry::MetaSchema;

use super::{seen::seen, text::TextShape};

/// An address as its owner writes it, at most 254 characters (RFC 5321).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn normalised(&self) -> String {
        normalise(&self.0)
    }
}

/// One account has one normalised form: no surrounding space, the domain as it is looked up (IDNA's ASCII form, in which
/// `bücher.example` and `xn--bcher-kva.example` are one and names that only look alike are two), and before the `@` ASCII
/// letters in lower case. Other letters stay there: Unicode folds some together (the Kelvin sign and `k`) that can be two
/// people's mailboxes.
pub fn normalise(email: &str) -> String {
    let email = email.trim();
    let Some((mailbox, domain)) = email.rsplit_once('@') else { return email.to_ascii_lowercase() };
    let domain = url::Host::parse(domain).map_or_else(|_| domain.to_ascii_lowercase(), |host| host.to_string());
    format!("{}@{domain}", mailbox.to_ascii_lowercase())
}

/// True if people of this address's domain may sign in (`ALMOND_ALLOWED_EMAIL_DOMAINS`). `None` allows every domain.
pub fn is_allowed(email: &str, domains: Option<&BTreeSet<String>>) -> bool {
    let Some(domains) = domains else { return true };
    let domain = email.rsplit_once('@').and_then(|(_, domain)| url::Host::parse(domain).ok());
    domain.is_some_and(|domain| domains.contains(&domain.to_string()))
}

impl FromStr for Email {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let well_formed = text.len() <= 254 && seen(text, 1..=254).is_some() && text.parse::<lettre::Address>().is_ok();
        if well_formed { Ok(Self(text.to_owned())) } else { Err("expected an e-mail address") }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for Email {
    const NAME: &'static str = "Email";
    const FORMAT: Option<&'static str> = Some("email");

    fn describe(schema: &mut MetaSchema) {
        schema.max_length = Some(254);
        schema.example = Some("ada@example.com".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_per_normalised_form() {
        let email: Email = "  Ada.Lovelace@Example.COM ".parse().unwrap();
        assert_eq!(email.normalised(), "ada.lovelace@example.com");
        assert_ne!(normalise("\u{212a}elvin@example.com"), normalise("kelvin@example.com"));
        for bad in ["", "ada", "ada@", "@example.com", "a b@example.com", "ada@example.com\r\nBcc: x@y.z"] {
            assert!(bad.parse::<Email>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_domain_is_one_in_both_its_forms_and_lookalikes_are_two() {
        let unicode: Email = "Ada@BÜCHER.example".parse().unwrap();
        assert_eq!(unicode.normalised(), "ada@xn--bcher-kva.example");
        assert_eq!(unicode.normalised(), normalise("ada@xn--bcher-kva.example"));
        assert_eq!(unicode.as_str(), "Ada@BÜCHER.example");
        // The first letter is Cyrillic.
        assert_ne!(normalise("ada@\u{430}pple.example"), normalise("ada@apple.example"));
        assert_ne!(normalise("\u{430}da@apple.example"), normalise("ada@apple.example"));
        assert!("jürgen@example.com".parse::<Email>().is_ok());
        for hidden in ["a\u{200b}da@example.com", "\u{202e}ada@example.com", "ada\u{ad}@example.com"] {
            assert!(hidden.parse::<Email>().is_err(), "{hidden:?}");
        }
        let domains = BTreeSet::from(["xn--bcher-kva.example".to_owned()]);
        assert!(is_allowed("ada@bücher.example", Some(&domains)));
        assert!(is_allowed("ada@xn--bcher-kva.example", Some(&domains)));
    }

    #[test]
    fn domains_match_whole_and_whatever_their_case() {
        let domains = BTreeSet::from(["example.com".to_owned()]);
        assert!(is_allowed("ada@EXAMPLE.com", Some(&domains)) && is_allowed("ada@else.where", None));
        for other in ["ada@evil-example.com", "ada@example.com.evil", "ada@sub.example.com"] {
            assert!(!is_allowed(other, Some(&domains)), "{other}");
        }
    }
}
