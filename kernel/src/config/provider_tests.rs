//! What settings of providers and front ends are taken, and how the wrong ones are refused.

use super::{
    tests::{development, production},
    *,
};

#[test]
fn a_provider_is_there_when_it_has_a_client() {
    let config = development(&[
        ("ALMOND_GITHUB_CLIENT_ID", "gh"),
        ("ALMOND_GITHUB_CLIENT_SECRET", "hunter2"),
        ("GOOGLE_CLIENT_ID", "go"),
        ("GOOGLE_CLIENT_SECRET", "hunter2"),
        ("ALMOND_OIDC_CLIENT_ID", "oi"),
        ("ALMOND_OIDC_CLIENT_SECRET", "hunter2"),
        ("ALMOND_OIDC_ISSUER", "https://id.example.com/"),
    ])
    .unwrap();
    let Providers { github: Some(github), google: Some(google), oidc: Some(oidc), .. } = &config.providers else {
        panic!("{:?}", config.providers);
    };
    assert_eq!((github.url.as_str(), github.api_url.as_str()), ("https://github.com", "https://api.github.com"));
    assert_eq!((google.issuer.as_str(), google.client.id.as_str()), ("https://accounts.google.com", "go"));
    assert_eq!(oidc.issuer, "https://id.example.com/", "to the letter");
    assert!(!format!("{config:?}").contains("hunter2") && config.warnings.is_empty());

    let enterprise = [
        ("ALMOND_GITHUB_CLIENT_ID", "gh"),
        ("ALMOND_GITHUB_CLIENT_SECRET", "hunter2"),
        ("ALMOND_GITHUB_URL", "https://github.example.com/"),
    ];
    let github = development(&enterprise).unwrap().providers.github.unwrap();
    assert_eq!(github.api_url, "https://github.example.com/api/v3");
    let none = development(&[]).unwrap().providers;
    assert!(none.github.is_none() && none.google.is_none() && none.oidc.is_none());
}

#[test]
fn half_a_provider_is_refused_naming_the_other_half() {
    for (given, wanted) in [
        (&["ALMOND_GITHUB_CLIENT_ID"][..], "ALMOND_GITHUB_CLIENT_SECRET"),
        (&["ALMOND_GITHUB_CLIENT_SECRET"], "ALMOND_GITHUB_CLIENT_ID"),
        (&["GOOGLE_CLIENT_ID"], "ALMOND_GOOGLE_CLIENT_SECRET"),
        (&["ALMOND_OIDC_CLIENT_ID", "ALMOND_OIDC_CLIENT_SECRET"], "ALMOND_OIDC_ISSUER"),
    ] {
        let pairs: Vec<_> = given.iter().map(|name| (*name, "hunter2")).collect();
        let error = development(&pairs).expect_err(wanted).to_string();
        assert!(error.starts_with(&format!("{wanted} must be set, because ")) && !error.contains("hunter2"), "{error}");
    }
}

#[test]
fn what_is_said_of_an_openid_provider_is_checked() {
    let with = |more: &[(&'static str, &'static str)]| {
        let client = [
            ("ALMOND_OIDC_CLIENT_ID", "oi"),
            ("ALMOND_OIDC_CLIENT_SECRET", "hunter2"),
            ("ALMOND_OIDC_ISSUER", "https://id.example.com"),
        ];
        development(&[&client[..], more].concat())
    };
    let plain = with(&[]).unwrap().providers.oidc.unwrap();
    assert_eq!(plain.scopes, ["openid", "email", "profile"]);
    assert!(plain.audiences.is_empty() && plain.tenants.is_empty() && !plain.trust_email);
    let said = [
        ("ALMOND_OIDC_SCOPES", "email, groups"),
        ("ALMOND_OIDC_AUDIENCES", "334455,https://api.example.com"),
        ("ALMOND_OIDC_TENANTS", "6babcaad-604b-40ac-a9d7-9fd97c0b779f"),
        ("ALMOND_OIDC_TRUST_EMAIL", "true"),
    ];
    let oidc = with(&said).unwrap().providers.oidc.unwrap();
    assert_eq!(oidc.scopes, ["openid", "email", "groups"], "it isn't OpenID without that scope");
    assert_eq!(oidc.audiences, ["334455", "https://api.example.com"]);
    assert!(oidc.trust_email && oidc.allows_tenant("6babcaad-604b-40ac-a9d7-9fd97c0b779f"));
    assert!(!oidc.allows_tenant("*") && !oidc.allows_tenant("6babcaad"));
    for (name, value) in [
        ("ALMOND_OIDC_SCOPES", "email,,groups"),
        ("ALMOND_OIDC_SCOPES", "email groups"),
        ("ALMOND_OIDC_AUDIENCES", "a,"),
        ("ALMOND_OIDC_TENANTS", "{tenantid}"),
        ("ALMOND_OIDC_TENANTS", "https://login.example.com/t"),
        ("ALMOND_OIDC_TRUST_EMAIL", "yes"),
    ] {
        let error = with(&[(name, value)]).expect_err(value).to_string();
        assert!(error.starts_with(&format!("{name} must be ")), "{error}");
    }
    // Whoever makes a tenant of their own says in it that they have anybody's address.
    let error =
        with(&[("ALMOND_OIDC_TENANTS", "*"), ("ALMOND_OIDC_TRUST_EMAIL", "true")]).expect_err("both").to_string();
    assert!(error.starts_with("ALMOND_OIDC_TRUST_EMAIL must be `false`"), "{error}");
}

#[test]
fn front_ends_and_providers_are_reached_safely_in_production() {
    for (name, value) in [
        ("ALMOND_ALLOWED_FRONTEND_URLS", "http://app.example.com"),
        ("ALMOND_ALLOWED_FRONTEND_URLS", "https://app.example.com,http://localhost.example.com"),
        ("ALMOND_GITHUB_URL", "http://github.example.com"),
        ("ALMOND_GOOGLE_ISSUER", "http://10.0.0.1"),
        ("ALMOND_OIDC_ISSUER", "http://id.example.com"),
        ("ALMOND_TRUSTED_ISSUERS", "https://id.example.com,http://id.example.org"),
    ] {
        let error = production(&[(name, value)]).expect_err(value).to_string();
        assert!(error.starts_with(&format!("{name} must be https in production")), "{error}");
    }
    let config = production(&[("ALMOND_ALLOWED_FRONTEND_URLS", "https://app.example.com/,http://localhost:5173")]);
    let frontends = config.unwrap().frontends;
    assert_eq!(frontends.find("https://app.example.com"), Some("https://app.example.com"));
    assert_eq!(frontends.find("http://localhost:5173"), Some("http://localhost:5173"));
    assert_eq!(production(&[]).unwrap().frontends, Frontends::default(), "none unless some are named");
    assert!(development(&[]).unwrap().frontends.find("http://localhost:5173").is_some());
    for value in ["app.example.com", "https://app.example.com/app", "https://me@app.example.com", "*", "https://a,"] {
        let error = development(&[("ALMOND_ALLOWED_FRONTEND_URLS", value)]).expect_err(value).to_string();
        assert!(error.starts_with("ALMOND_ALLOWED_FRONTEND_URLS must be "), "{error}");
    }
}
