//! `POST /api/v1/auth/signup`

use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Anonymous, Caller, PASSWORD, World};

fn form(email: &str) -> Value {
    json!({ "email": email, "password": PASSWORD, "name": "Ada", "orgName": "Engines" })
}

/// How many rows there are of everything that a sign-up might write.
async fn rows(db: &impl ConnectionTrait) -> [u64; 7] {
    use entity::{audit_event, bucket, membership, org, session, sign_up, user};
    [
        sign_up::Entity::find().count(db).await.unwrap(),
        user::Entity::find().count(db).await.unwrap(),
        bucket::Entity::find().count(db).await.unwrap(),
        audit_event::Entity::find().count(db).await.unwrap(),
        org::Entity::find().count(db).await.unwrap(),
        membership::Entity::find().count(db).await.unwrap(),
        session::Entity::find().count(db).await.unwrap(),
    ]
}

#[tokio::test]
async fn post_202_says_that_a_mail_was_sent() {
    let world = World::new().await;
    let answer = world.anonymous().post("/api/v1/auth/signup", form("ada@example.com")).await;
    assert_eq!(answer.ok(202), json!({ "status": "verification_sent" }));
}

#[tokio::test]
async fn post_202_shows_and_writes_the_same_for_a_known_and_an_unknown_address() {
    let world = World::new().await;
    super::create(&world, "ada@example.com").await;
    let visitor = world.anonymous();
    let db = world.state().db.read();
    visitor.post("/api/v1/auth/signup", form("first@example.com")).await.ok(202);

    let before = rows(db).await;
    let known = visitor.post("/api/v1/auth/signup", form("ADA@example.com")).await;
    let between = rows(db).await;
    let unknown = visitor.post("/api/v1/auth/signup", form("eve@example.com")).await;
    let after = rows(db).await;

    known.same_as(&unknown);
    known.ok(202);
    let grown = |from: [u64; 7], to: [u64; 7]| std::array::from_fn::<_, 7, _>(|table| to[table] - from[table]);
    assert_eq!(grown(before, between), grown(between, after));
    assert_eq!(
        grown(before, between),
        [1, 0, 3, 0, 0, 0, 0],
        "a sign-up, and buckets of the account and of mails to it, nothing else"
    );
}

#[tokio::test]
async fn post_202_looks_at_no_credential() {
    let world = World::new().await;
    let dead = Anonymous::with(world.clone(), "authorization", "Bearer dead");
    dead.post("/api/v1/auth/signup", form("ada@example.com")).await.ok(202);
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let visitor = world.anonymous();
    for (field, value) in [
        ("email", json!("ada")),
        ("email", json!("")),
        ("email", json!(format!("{}@example.com", "a".repeat(250)))),
        ("email", json!("ada@example.com\u{0}")),
        ("email", json!("ada@example.com\r\nBcc: eve@example.com")),
        ("email", json!(["ada@example.com"])),
        ("email", Value::Null),
        ("name", json!("")),
        ("name", json!("   ")),
        ("name", json!("A\u{7}da")),
        ("name", json!("a".repeat(101))),
        ("orgName", json!("")),
        ("orgName", json!("a".repeat(101))),
        ("orgName", json!(1)),
        ("password", json!("7 chars")),
        ("password", json!("a".repeat(129))),
        ("password", json!("ääääään")),
        ("password", Value::Null),
        ("role", json!("owner")),
        ("emailVerified", json!(true)),
    ] {
        let mut body = form("ada@example.com");
        body[field] = value;
        visitor.post("/api/v1/auth/signup", body).await.names_field(field);
    }
    for field in ["email", "password", "name"] {
        let mut body = form("ada@example.com");
        body.as_object_mut().unwrap().remove(field);
        visitor.post("/api/v1/auth/signup", body).await.names_field(field);
    }
}

#[tokio::test]
async fn post_400_for_the_commonest_passwords_wherever_one_is_set() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for common in ["password", "12345678", "        ", "Password2024!", "qwertyuiop", "ｐａｓｓｗｏｒｄ"] {
        let mut body = form("eve@example.com");
        body["password"] = json!(common);
        let answer = world.anonymous().post("/api/v1/auth/signup", body).await;
        answer.names_field("password");
        assert!(
            answer.body["error"]["details"]["fields"]["password"].as_str().unwrap().contains("guessed"),
            "{common}"
        );
        let reset = json!({ "token": "x", "password": common });
        world.anonymous().post("/api/v1/auth/password/reset", reset).await.names_field("password");
        let claim = json!({ "token": "x", "password": common });
        world.anonymous().post("/api/v1/auth/signup/claim", claim).await.names_field("password");
        let change = json!({ "currentPassword": PASSWORD, "newPassword": common });
        ada.session.request(http::Method::PUT, "/api/v1/me/password", Some(change)).await.names_field("newPassword");
    }
}

#[tokio::test]
async fn another_keyboards_way_to_write_a_password_signs_in() {
    let world = World::new().await;
    for (n, (set, typed)) in
        [("caf\u{e9} cr\u{e8}me", "cafe\u{301} cre\u{300}me"), ("ｂｌｕｅ　ｔｒａｉｎ", "blue train")]
            .into_iter()
            .enumerate()
    {
        let email = format!("ada{n}@example.com");
        let body = json!({ "email": email, "password": set, "name": "Ada" });
        world.anonymous().post("/api/v1/auth/signup", body).await.ok(202);
        let token = world.mailed_token(&email).await;
        world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": token })).await.ok(201);
        super::login(&world, &email, typed).await.ok(200);
        super::login(&world, &email, set).await.ok(200);
    }
}

#[tokio::test]
async fn post_400_never_repeats_the_password() {
    let world = World::new().await;
    let mut body = form("ada@example.com");
    body["password"] = json!("hunter2");
    let answer = world.anonymous().post("/api/v1/auth/signup", body).await;
    answer.names_field("password");
    assert!(!answer.text.contains("hunter2"));
}

#[tokio::test]
async fn post_202_takes_a_password_of_8_to_128_characters_whatever_they_are() {
    let world = World::new().await;
    let long = format!("{}🌰🌱🌲", "🌰🌱🌲🌳🌴".repeat(25));
    for (n, password) in ["8 chars!", "äöüßéèêë", " a  b   ", &long, "nul\u{0}in it"].iter().enumerate() {
        let email = format!("ada{n}@example.com");
        let body = json!({ "email": email, "password": password, "name": "Ada" });
        world.anonymous().post("/api/v1/auth/signup", body).await.ok(202);
        let token = world.mailed_token(&email).await;
        world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": token })).await.ok(201);
        super::login(&world, &email, password).await.ok(200);
        let almost = format!("{password} ");
        super::login(&world, &email, &almost).await.refused(401, "UNAUTHORIZED");
    }
}
