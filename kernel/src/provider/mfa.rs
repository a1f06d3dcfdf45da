//! What a provider says of how somebody proved to be there (`amr`, RFC 8176; `acr`; `auth_time`), where the operator
//! believes it.

use std::time::Duration;

use entity::Timestamp;

use super::claims::Said;
use crate::config::TrustMfa;

/// Methods that are a second factor, or several at once. A password, a PIN, questions, places and messages by phone are
/// none.
const METHODS: [&str; 11] = ["face", "fpt", "hwk", "iris", "mfa", "otp", "pop", "retina", "sc", "swk", "vbm"];
/// Classes that say so: OpenID's phishing-resistant ones, and two that are widely used.
const CLASSES: [&str; 4] =
    ["phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor", "https://refeds.org/profile/mfa"];
/// By how much the provider's clock may be ahead of ours, or behind.
const SKEW: Duration = Duration::from_secs(60);

/// True if a second factor was shown at the provider, and the operator believes it.
pub fn is_shown(said: &Said, trust: Option<&TrustMfa>) -> bool {
    let Some(trust) = trust else { return false };
    let by_method = said.texts("amr").is_some_and(|methods| methods.iter().any(|method| METHODS.contains(method)));
    let class = said.text("acr");
    let by_class = class.is_some_and(|class| CLASSES.contains(&class) || trust.acr_values.iter().any(|it| it == class));
    by_method || by_class
}

/// When the person was at the provider; none where it isn't said, or is said to be in the future.
pub fn was_there_at(said: &Said, now: Timestamp) -> Option<Timestamp> {
    said.instant("auth_time").filter(|at| *at <= now.plus(SKEW)).map(|at| at.min(now))
}

/// True if the person was there no longer than `max_age` seconds before `left_at`.
pub fn was_there_since(at: Option<Timestamp>, left_at: Timestamp, max_age: u32) -> bool {
    let oldest = left_at.minus(Duration::from_secs(max_age.into()) + SKEW);
    at.is_some_and(|at| at >= oldest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, trust: Option<&[&str]>) -> bool {
        let acr_values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        let trust = trust.map(|values| TrustMfa { acr_values: acr_values(values) });
        is_shown(&Said::parse(text.as_bytes()).unwrap(), trust.as_ref())
    }

    #[test]
    fn a_second_factor_counts_where_the_operator_says_so() {
        for (text, expected) in [
            (r#"{"amr":["pwd","mfa"]}"#, true),
            (r#"{"amr":["pwd","otp"]}"#, true),
            (r#"{"amr":"hwk"}"#, true),
            (r#"{"acr":"phr"}"#, true),
            (r#"{"acr":"https://refeds.org/profile/mfa","amr":7}"#, true),
            (r#"{"amr":["pwd"]}"#, false),
            (r#"{"amr":["pwd","sms","geo"]}"#, false),
            (r#"{"amr":["mfa",7]}"#, false),
            (r#"{"acr":["phr"]}"#, false),
            (r#"{"acr":"1"}"#, false),
            ("{}", false),
        ] {
            assert_eq!(shown(text, Some(&[])), expected, "{text}");
            assert!(!shown(text, None), "{text}");
        }
        assert!(
            shown(r#"{"acr":"gold"}"#, Some(&["silver", "gold"])) && !shown(r#"{"acr":"gold"}"#, Some(&["silver"]))
        );
    }

    #[test]
    fn an_instant_ahead_of_every_clock_is_not_said() {
        let now = Timestamp::from_millis(1_780_315_200_000);
        let at = |seconds: i64| {
            let said = Said::parse(format!("{{\"auth_time\":{}}}", 1_780_315_200 + seconds).as_bytes()).unwrap();
            was_there_at(&said, now)
        };
        assert_eq!(at(-5), Some(now.minus(Duration::from_secs(5))));
        assert_eq!((at(30), at(61)), (Some(now), None));
        assert!(
            was_there_since(at(-60), now, 0) && !was_there_since(at(-61), now, 0) && !was_there_since(None, now, 9)
        );
        assert!(was_there_since(at(-660), now, 600) && !was_there_since(at(-661), now, 600));
    }
}
