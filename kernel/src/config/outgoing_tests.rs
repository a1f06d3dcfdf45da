//! What settings of webhooks and the payment service are taken, and how the wrong ones are refused.

use super::{
    tests::{development, production},
    *,
};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

#[test]
fn webhooks_stay_outside_unless_a_network_is_named() {
    let networks =
        |config: Config| config.webhook.allowed_networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(networks(development(&[]).unwrap()), "127.0.0.0/8 ::1/128");
    assert_eq!(networks(production(&[]).unwrap()), "");
    let given = [("ALMOND_WEBHOOK_ALLOWED_NETWORKS", "10.0.0.0/8, 192.168.1.1")];
    assert_eq!(networks(production(&given).unwrap()), "10.0.0.0/8 192.168.1.1/32");
    assert_eq!(networks(development(&given).unwrap()), "10.0.0.0/8 192.168.1.1/32");
    let error = development(&[("ALMOND_WEBHOOK_ALLOWED_NETWORKS", "localhost")]).unwrap_err().to_string();
    assert!(error.starts_with("ALMOND_WEBHOOK_ALLOWED_NETWORKS must be a comma list"), "{error}");
}

#[test]
fn a_payment_service_has_a_url_and_secrets() {
    assert!(development(&[]).unwrap().payment.is_none());
    let both = format!("{SECRET}, {SECRET}");
    let given =
        [("ALMOND_PAYMENT_URL", "https://pay.example.com/almond?x=1"), ("ALMOND_PAYMENT_SECRET", both.as_str())];
    let config = production(&given).unwrap();
    let payment = config.payment.as_ref().unwrap();
    assert_eq!((payment.url.as_str(), payment.secrets.len()), ("https://pay.example.com/almond?x=1", 2));
    assert!(!format!("{config:?}").contains("MfKQ9"));
}

#[test]
fn half_a_payment_service_or_a_wrong_one_is_refused_without_the_secret() {
    let url = ("ALMOND_PAYMENT_URL", "https://pay.example.com");
    for (given, expected) in [
        (&[url][..], "ALMOND_PAYMENT_SECRET must be set, because ALMOND_PAYMENT_URL is"),
        (&[("ALMOND_PAYMENT_SECRET", SECRET)], "ALMOND_PAYMENT_URL must be set, because ALMOND_PAYMENT_SECRET is"),
        (&[url, ("ALMOND_PAYMENT_SECRET", "whsec_hunter2")], "ALMOND_PAYMENT_SECRET must be whsec_ and 24 to 64 bytes"),
        (&[url, ("ALMOND_PAYMENT_SECRET", "hunter2")], "ALMOND_PAYMENT_SECRET must be whsec_"),
        (
            &[("ALMOND_PAYMENT_URL", "https://me:hunter2@pay.example.com"), ("ALMOND_PAYMENT_SECRET", SECRET)],
            "ALMOND_PAYMENT_URL must be a URL without a user name or password",
        ),
        (
            &[("ALMOND_PAYMENT_URL", "http://pay.example.com"), ("ALMOND_PAYMENT_SECRET", SECRET)],
            "ALMOND_PAYMENT_URL must be https in production",
        ),
    ] {
        let error = production(given).unwrap_err().to_string();
        assert!(error.starts_with(expected) && !error.contains("hunter2"), "{error}");
    }
    let inside = [("ALMOND_PAYMENT_URL", "http://10.0.0.1:9000/"), ("ALMOND_PAYMENT_SECRET", SECRET)];
    assert!(development(&inside).is_ok());
}

#[test]
fn authorities_are_read_from_a_file_and_a_proxy_is_an_http_url() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/seam/http/tls_of_tests/ca.pem");
    for name in ["ALMOND_CA_FILE", "SSL_CERT_FILE"] {
        assert_eq!(development(&[(name, file)]).unwrap().exit.authorities().len(), 1, "{name}");
    }
    assert!(development(&[]).unwrap().exit.authorities().is_empty());
    let key = concat!(env!("CARGO_MANIFEST_DIR"), "/src/seam/http/tls_of_tests/key.pem");
    for (value, expected) in [("/nowhere/ca.pem", "a file that can be read"), (key, "a PEM file of certificates")] {
        let error = development(&[("ALMOND_CA_FILE", value)]).unwrap_err().to_string();
        assert!(error.starts_with(&format!("ALMOND_CA_FILE must be {expected}")), "{error}");
    }
    for name in ["HTTPS_PROXY", "https_proxy"] {
        for good in ["http://me:hunter2@proxy.example:3128", "proxy.example:3128"] {
            assert!(!format!("{:?}", development(&[(name, good)]).unwrap()).contains("hunter2"), "{name} {good}");
        }
        for wrong in ["socks5://me:hunter2@proxy.example", "https://me:hunter2@proxy.example", "http://"] {
            let error = development(&[(name, wrong)]).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{name} must be ")) && !error.contains("hunter2"), "{error}");
        }
    }
}
