//! Mails to somebody who isn't in a session: few to one recipient, whoever asks. The answer tells nothing of it.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, World};

use super::{lockout::fail, too_many};

const LINK: &str = "/api/v1/auth/magic-link";
const FORGOT: &str = "/api/v1/auth/password/forgot";
const SIGN_UP: &str = "/api/v1/auth/signup";
const QUARTER: Duration = Duration::from_secs(15 * 60);

/// As it is where nothing is set.
async fn world() -> World {
    World::with().set("ALMOND_MAIL_BURST", "5").set("ALMOND_MAIL_PER_HOUR", "4").build().await
}

fn body(path: &str, email: &str) -> Value {
    match path {
        SIGN_UP => json!({ "email": email, "password": "another battery staple", "name": "Ada" }),
        _ => json!({ "email": email }),
    }
}

/// From another address each time.
async fn ask(world: &World, path: &str, email: &str, number: usize) -> Answer {
    let from = format!("203.0.{}.{}", 113 + number / 250, number % 250);
    world.anonymous().request_from(&from, Method::POST, path, Some(body(path, email))).await
}

async fn ask_often(world: &World, path: &str, email: &str, times: usize) {
    let first = ask(world, path, email, 0).await;
    assert_eq!(first.status, 202, "{}", first.text);
    for number in 1..times {
        ask(world, path, email, number).await.same_as(&first);
    }
}

#[tokio::test]
async fn post_202_twenty_times_mails_five_then_one_in_a_quarter_of_an_hour() {
    for path in [LINK, FORGOT] {
        let world = world().await;
        world.owner("ada").await;
        let sent = async || world.mails("ada@example.com").await.len();
        ask_often(&world, path, "ada@example.com", 20).await;
        assert_eq!(sent().await, 5, "{path}");
        // What was mailed last still works: nothing was written for what was refused.
        if path == LINK {
            let token = world.mailed_token("ada@example.com").await;
            world.anonymous().post(&format!("{LINK}/verify"), json!({ "token": token })).await.ok(200);
        }
        world.advance(QUARTER - Duration::from_millis(1));
        ask_often(&world, path, "ada@example.com", 3).await;
        assert_eq!(sent().await, 5, "{path}");
        world.advance(Duration::from_millis(1));
        ask_often(&world, path, "ADA@Example.com", 3).await;
        assert_eq!(sent().await, 6, "{path}");
        // Nobody is told that somebody has had enough, known or not.
        ask(&world, path, "nobody@example.com", 0).await.same_as(&ask(&world, path, "ada@example.com", 0).await);
    }
}

#[tokio::test]
async fn post_signup_202_twenty_times_mails_three_then_one_in_six_hours_however_it_is_written() {
    let world = world().await;
    world.owner("ada").await;
    for (email, written) in [
        ("eve@example.com", ["Eve@example.com", "eve+1@example.com"]),
        ("ada@example.com", ["ADA@example.com", "ada+x@example.com"]),
    ] {
        let sent = async || {
            let mut sent = 0;
            for address in written.iter().chain([&email]) {
                sent += world.mails(address).await.len();
            }
            sent
        };
        ask_often(&world, SIGN_UP, email, 2).await;
        for spelled in written {
            ask_often(&world, SIGN_UP, spelled, 5).await;
        }
        assert_eq!(sent().await, 3, "{email}");
        world.advance(24 * QUARTER);
        ask_often(&world, SIGN_UP, email, 5).await;
        assert_eq!(sent().await, 4, "{email}");
    }
}

#[tokio::test]
async fn post_202_of_strangers_keeps_no_owner_from_a_link_nor_from_being_warned() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let sent = async || world.mails("ada@example.com").await.len();
    ask_often(&world, FORGOT, "ada@example.com", 20).await;
    assert_eq!(sent().await, 5);
    // Where she signs in from, she has a bucket of her own.
    ada.session.world().anonymous().post(LINK, body(LINK, "ada@example.com")).await.ok(202);
    assert_eq!(sent().await, 6);
    // And what is done to her account she is told.
    fail(&world, "203.0.113.250", "ada@example.com", 20).await;
    assert_eq!(sent().await, 7);
    let change = json!({ "currentPassword": PASSWORD, "newPassword": "another battery staple" });
    ada.session.request(Method::PUT, "/api/v1/me/password", Some(change)).await.ok(200);
    assert_eq!(sent().await, 8);
}

#[tokio::test]
async fn post_invitations_400_after_five_to_one_recipient_whoever_invites_and_strangers_use_none_up() {
    let world = world().await;
    ask_often(&world, SIGN_UP, "eve@example.com", 20).await;
    let mut invited = 0;
    for name in ["ada", "bob"] {
        let owner = world.owner(name).await.enrolled().await;
        let path = format!("/api/v1/orgs/{}/invitations", owner.org);
        for _ in 0..4 {
            let answer = owner.session.post(&path, json!({ "email": "eve@example.com", "role": "member" })).await;
            if answer.status == 201 {
                invited += 1;
            } else {
                too_many(&answer);
            }
        }
    }
    assert_eq!(invited, 5);
    assert_eq!(world.mails("eve@example.com").await.len(), 3 + 5);
}

/// A mail server that takes none: what one address asks for waits, others go next, and in the end all are sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn post_202_to_many_through_a_slow_mail_server_holds_up_nobody_elses() {
    let world = world().await;
    let ada = world.owner("ada").await;
    world.slow_down_mail(true);
    let recipient = |number: usize| format!("somebody-{number}@example.com");
    for number in 0..40 {
        let body = body(SIGN_UP, &recipient(number));
        world.anonymous().request_from("198.51.100.1", Method::POST, SIGN_UP, Some(body)).await.ok(202);
    }
    let under_way = async |wanted: usize| {
        while world.post_office().under_way() != wanted {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // Long enough for one that must not begin.
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(world.post_office().under_way(), wanted);
    };
    under_way(4).await;
    ask(&world, LINK, "ada@example.com", 1).await.ok(202);
    under_way(5).await;
    let change = json!({ "currentPassword": PASSWORD, "newPassword": "another battery staple" });
    ada.session.request(Method::PUT, "/api/v1/me/password", Some(change)).await.ok(200);
    under_way(6).await;
    world.slow_down_mail(false);
    for number in 0..40 {
        assert_eq!(world.mails(&recipient(number)).await.len(), 1, "{number}");
    }
    assert_eq!(world.mails("ada@example.com").await.len(), 2);
}
