//! Whose bucket a mint draws from: the user's at the address that the trusted proxies tell.

use entity::OrgRole;
use http::Method;
use tests::{Caller, World};

use super::{KEYS, body, mint_from, minting, mints_left, too_many};

#[tokio::test]
async fn post_201_from_another_address_and_for_another_user() {
    let world = minting("2", "10").await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let bob = world.member("bob", "acme", OrgRole::Owner).await.enrolled().await;
    for (person, address) in [(&ada, "203.0.113.1"), (&ada, "203.0.113.2"), (&bob, "203.0.113.1")] {
        assert_eq!(mints_left(person, address).await, 2);
    }
    // A new session of the same user is the same user.
    too_many(&mint_from(&ada, "203.0.113.1").await);
}

#[tokio::test]
async fn post_400_for_all_of_an_ipv6_64() {
    let world = minting("2", "10").await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(mints_left(&ada, "2001:db8:0:1::1").await, 2);
    for same in ["2001:db8:0:1::2", "2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:0DB8:0000:0001::", "[2001:db8:0:1::9]:80"]
    {
        assert_eq!(mints_left(&ada, same).await, 0, "{same}");
    }
    assert_eq!(mints_left(&ada, "2001:db8:0:2::1").await, 2);
    // An IPv4 address is itself, however it is written.
    assert_eq!(mints_left(&ada, "203.0.113.1").await, 2);
    assert_eq!(mints_left(&ada, "::ffff:203.0.113.1").await, 0);
    assert_eq!(mints_left(&ada, "::ffff:203.0.113.2").await, 2);
}

#[tokio::test]
async fn post_400_whatever_stands_left_of_the_proxys_word() {
    let world = minting("2", "10").await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(mints_left(&ada, "203.0.113.1").await, 2);
    for forged in ["198.51.100.1, 203.0.113.1", "127.0.0.1,203.0.113.1", "x, y,203.0.113.1", "203.0.113.1, 127.0.0.1"] {
        assert_eq!(mints_left(&ada, forged).await, 0, "{forged}");
    }
}

#[tokio::test]
async fn post_400_whatever_an_untrusted_peer_says_of_itself() {
    let world = World::with().set("ALMOND_TRUSTED_PROXIES", "").set("ALMOND_MINT_BURST", "2").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(mints_left(&ada, "203.0.113.1").await, 2);
    assert_eq!(mints_left(&ada, "203.0.113.2").await, 0);
    let mut headers = ada.session.credentials();
    headers.push(("content-type".into(), "application/json".into()));
    for (name, value) in [
        ("x-forwarded-for", "198.51.100.1"),
        ("x-real-ip", "198.51.100.2"),
        ("forwarded", "for=198.51.100.3"),
        ("cf-connecting-ip", "198.51.100.4"),
        ("true-client-ip", "198.51.100.5"),
        ("x-client-ip", "198.51.100.6"),
        ("x-cluster-client-ip", "198.51.100.7"),
        ("fastly-client-ip", "198.51.100.8"),
        ("via", "1.1 198.51.100.9"),
        ("x-original-forwarded-for", "198.51.100.10"),
        ("host", "198.51.100.11"),
        ("user-agent", "another"),
    ] {
        let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        headers.push((name, value));
        too_many(&world.send(Method::POST, KEYS, &headers, body().to_string()).await);
    }
}

#[tokio::test]
async fn post_400_for_headers_that_a_trusted_proxy_does_not_write() {
    let world = minting("2", "10").await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(mints_left(&ada, "203.0.113.1").await, 2);
    let mut headers = ada.session.credentials();
    headers.push(("content-type".into(), "application/json".into()));
    headers.push(("x-forwarded-for".into(), "203.0.113.1".into()));
    for (name, value) in [("x-real-ip", "198.51.100.2"), ("forwarded", "for=198.51.100.3")] {
        let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        headers.push((name, value));
        too_many(&world.send(Method::POST, KEYS, &headers, body().to_string()).await);
    }
}
