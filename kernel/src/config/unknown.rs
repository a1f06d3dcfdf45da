//! What is said of a variable or a key that is no setting: which one it may have been meant for.

use super::setting::all;

/// Of a variable: "is not a setting of Almond; did you mean …?"
pub(super) fn variable(name: &str) -> String {
    let known = all().flat_map(|setting| {
        let files = setting.may_be_in_a_file().then(|| format!("{}_FILE", setting.variable));
        [Some(setting.variable.to_owned()), files].into_iter().flatten()
    });
    said(name, known)
}

/// Of a key of the settings file.
pub(super) fn key(name: &str) -> String {
    let known = all().flat_map(|setting| {
        let files = setting.may_be_in_a_file().then(|| format!("{}_file", setting.key()));
        [Some(setting.key()), files].into_iter().flatten()
    });
    let asked = name.to_ascii_lowercase();
    said(asked.strip_prefix("almond_").unwrap_or(&asked), known)
}

fn said(asked: &str, known: impl Iterator<Item = String>) -> String {
    let most = asked.trim_start_matches("ALMOND_").len().div_ceil(3).min(4);
    // The beginning of a name is as good as a slip of one letter.
    let begins = |name: &str| name.strip_prefix(asked).is_some_and(|rest| rest.starts_with('_'));
    let near = known
        .map(|name| (if begins(&name) { 1 } else { distance(asked, &name) }, name))
        .filter(|(distance, _)| *distance <= most)
        .min();
    near.map_or_else(
        || "is not a setting of Almond".to_owned(),
        |(_, name)| format!("is not a setting of Almond; did you mean {name}?"),
    )
}

/// True for what Kubernetes and Docker set of themselves for a service that is called `almond` or `almond-…`: its
/// addresses. They are nobody's mistake.
pub(super) fn is_from_an_orchestrator(name: &str, text: &str) -> bool {
    let is_link = ["tcp://", "udp://", "sctp://"].iter().any(|scheme| text.trim().starts_with(scheme));
    let of_port = name.split_once("_PORT_").and_then(|(_, rest)| rest.split('_').next()).unwrap_or_default();
    let has_port = !of_port.is_empty() && of_port.bytes().all(|byte| byte.is_ascii_digit());
    name.ends_with("_SERVICE_HOST")
        || name.ends_with("_SERVICE_PORT")
        || name.contains("_SERVICE_PORT_")
        || has_port
        || (name.ends_with("_PORT") && is_link)
}

/// How many letters have to be put in, taken out or changed to make the one the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (b, cell) in other.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            let changed = diagonal + usize::from(a != *b);
            left = changed.min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_setting_is_named_and_none_that_is_far() {
        assert!(variable("ALMOND_LISTEM").ends_with("; did you mean ALMOND_LISTEN?"));
        assert!(variable("ALMOND_SECRETFILE").ends_with("; did you mean ALMOND_SECRET_FILE?"));
        assert!(variable("ALMOND_DATABASE").ends_with("; did you mean ALMOND_DATABASE_URL?"));
        assert!(key("ALMOND_LISTEN").ends_with("; did you mean listen?"));
        assert!(key("public_ulr").ends_with("; did you mean public_url?"));
        assert_eq!(variable("ALMOND_TELEMETRY_ENDPOINT"), "is not a setting of Almond");
        assert_eq!((distance("", "ab"), distance("kitten", "sitting"), distance("ab", "ab")), (2, 3, 0));
    }

    #[test]
    fn an_orchestrators_variables_are_nobodys_mistake() {
        for (name, text) in [
            ("ALMOND_SERVICE_HOST", "10.0.0.7"),
            ("ALMOND_SERVICE_PORT", "80"),
            ("ALMOND_SERVICE_PORT_HTTP", "80"),
            ("ALMOND_PORT", "tcp://10.0.0.7:80"),
            ("ALMOND_PORT_80_TCP", "tcp://10.0.0.7:80"),
            ("ALMOND_WEB_PORT_80_TCP_ADDR", "10.0.0.7"),
        ] {
            assert!(is_from_an_orchestrator(name, text), "{name}");
        }
        for (name, text) in [("ALMOND_PORT", "8080"), ("ALMOND_HOST", "10.0.0.7"), ("ALMOND_PORT_NAME", "http")] {
            assert!(!is_from_an_orchestrator(name, text), "{name}");
        }
    }
}
