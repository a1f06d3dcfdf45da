//! PostgreSQL as it is met: not up yet, behind a pooler, with defaults that were meant for something else, or unfit.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database};
use tests::{pgbouncer::PgBouncer, postgres::Postgres, postgres_server, process};

use super::{
    Site, refusal,
    story::{Owner, models},
};

async fn execute(url: &str, statements: &[&str]) {
    let db = Database::connect(url).await.unwrap();
    for sql in statements {
        db.execute_unprepared(sql).await.unwrap();
    }
    db.close().await.unwrap();
}

/// Mints and revokes on one node what another knows.
async fn works(site: &Site) {
    let nodes = [site.serve().await, site.serve().await];
    let ada = Owner::new(site, &nodes[0], "ada").await;
    let (id, key) = ada.mint(&nodes[0]).await;
    models(&nodes[1], &key).await.ok(200);
    ada.revoke(&nodes[1], &id).await;
    models(&nodes[0], &key).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn one_that_is_not_up_yet_is_waited_for_and_told_of() {
    if postgres_server().is_none() {
        return;
    }
    let database = Postgres::start_new();
    database.crash();
    let site = Site::on(format!("postgres://postgres@{}/postgres", database.address)).await;
    let (server, ()) = tokio::join!(site.serve(), async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        database.start();
    });
    server.get("/readyz", None).await.ok(200);
    drop(server);
    // Not for ever; a command not at all.
    database.crash();
    for (arguments, wait, expected) in [
        (&["serve"][..], Duration::from_secs(2), "it can't be reached: "),
        (&["migrate", "up"], Duration::from_secs(2), "it can't be reached: "),
        (&["nodes"], Duration::ZERO, "it can't be reached: "),
    ] {
        let mut command = site.command();
        command.env("ALMOND_DATABASE_WAIT", "2");
        let asked = Instant::now();
        let (success, output, errors) = process::run(command, arguments, "").await;
        let took = asked.elapsed();
        assert!(!success && errors.contains(expected) && errors.contains("refused"), "{arguments:?}: {errors}");
        assert!(took >= wait && took < wait + Duration::from_secs(6), "{arguments:?} took {took:?}");
        assert_eq!((output + &errors).contains("waiting for the database"), !wait.is_zero(), "{errors}");
    }
}

#[tokio::test]
async fn what_waiting_does_not_help_is_said_at_once() {
    let Some(server) = postgres_server() else { return };
    let other = format!("almond_latin_{}", std::process::id());
    let make = format!("CREATE DATABASE {other} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    execute(&format!("{server}/postgres"), &[&make]).await;
    for (name, expected) in [
        ("there_is_none", "it says: database \"there_is_none\" does not exist (3D000)"),
        (other.as_str(), "it keeps text as LATIN1; make the database with ENCODING 'UTF8'"),
    ] {
        let site = Site::on(format!("{server}/{name}")).await;
        let asked = Instant::now();
        let said = refusal(site.command(), &["serve"], "").await;
        assert!(said.starts_with("ALMOND_DATABASE_URL: the database can't be used: "), "{said}");
        assert!(said.ends_with(expected), "{said}");
        assert!(asked.elapsed() < Duration::from_secs(5));
    }
    execute(&format!("{server}/postgres"), &[&format!("DROP DATABASE {other}")]).await;
}

#[tokio::test]
async fn a_copy_that_can_not_be_written_to_is_refused() {
    if postgres_server().is_none() {
        return;
    }
    let first = Postgres::start_new();
    let copy = first.start_copy();
    let site = Site::on(format!("postgres://postgres@{}/postgres", copy.address)).await;
    let said = refusal(site.command(), &["serve"], "").await;
    assert!(said.ends_with("it is a standby, which can't be written to; name the primary"), "{said}");
}

#[tokio::test]
async fn whatever_the_defaults_of_the_database_and_the_role_are_it_works() {
    let Some(server) = postgres_server() else { return };
    let site = Site::new().await;
    let name = site.url().rsplit_once('/').unwrap().1;
    let role = format!("role_of_{name}");
    let mut statements = vec![
        format!("CREATE ROLE {role} LOGIN"),
        format!("ALTER DATABASE {name} OWNER TO {role}"),
        format!("ALTER DATABASE {name} SET idle_session_timeout = 100"),
        format!("ALTER DATABASE {name} SET synchronous_commit = off"),
    ];
    for setting in [
        "statement_timeout = 1",
        "lock_timeout = 1",
        "idle_in_transaction_session_timeout = 1",
        "default_transaction_isolation = 'serializable'",
        "default_transaction_read_only = on",
        "default_transaction_deferrable = on",
        "standard_conforming_strings = off",
        "transform_null_equals = on",
        "bytea_output = 'escape'",
        "TimeZone = 'Asia/Kathmandu'",
        "DateStyle = 'German'",
        "IntervalStyle = 'sql_standard'",
        "extra_float_digits = -15",
        "client_encoding = 'SQL_ASCII'",
    ] {
        statements.push(format!("ALTER ROLE {role} SET {setting}"));
    }
    let statements: Vec<_> = statements.iter().map(String::as_str).collect();
    execute(&format!("{server}/{name}"), &statements).await;
    let of_role = Site::on(site.url().replace("postgres@", &format!("{role}@"))).await;
    works(&of_role).await;
}

#[tokio::test]
async fn behind_a_pooler_that_keeps_sessions_it_works_and_behind_one_that_does_not_it_says_so() {
    let Some(server) = postgres_server() else { return };
    let address = server.rsplit_once('@').unwrap().1.parse().unwrap();
    let database = Site::new().await;
    let name = database.url().rsplit_once('/').unwrap().1;
    let session = PgBouncer::start(address, "session");
    works(&Site::on(format!("postgres://postgres@{}/{name}", session.address)).await).await;
    for mode in ["transaction", "statement"] {
        let pooler = PgBouncer::start(address, mode);
        let site = Site::on(format!("postgres://postgres@{}/{name}", pooler.address)).await;
        let said = refusal(site.command(), &["serve"], "").await;
        assert!(said.contains("a pooler gives each transaction another connection"), "{mode}: {said}");
    }
}

#[tokio::test]
async fn with_few_connections_it_works_and_with_too_few_or_too_few_rights_it_does_not_start() {
    let Some(server) = postgres_server() else { return };
    let site = Site::new().await;
    let name = site.url().rsplit_once('/').unwrap().1;
    let role = format!("few_of_{name}");
    let make = format!("CREATE ROLE {role} LOGIN CONNECTION LIMIT 9");
    execute(&format!("{server}/{name}"), &[&make, "REVOKE CREATE ON SCHEMA public FROM public"]).await;
    let of_role = Site::on(site.url().replace("postgres@", &format!("{role}@"))).await;
    let said = refusal(of_role.command(), &["serve"], "").await;
    let begin = "ALMOND_DATABASE_URL: the database can't be used: ";
    let expected = format!("{begin}it allows 9 connections; a server needs 10, and takes up to 22 ");
    assert!(said.starts_with(&expected), "{said}");

    let allow = format!("ALTER ROLE {role} CONNECTION LIMIT 10");
    execute(&format!("{server}/{name}"), &[&allow]).await;
    let said = refusal(of_role.command(), &["serve"], "").await;
    let expected = format!("{begin}it says: permission denied for schema public (42501); let the role do that ");
    assert!(said.starts_with(&expected), "{said}");

    execute(&format!("{server}/{name}"), &[&format!("ALTER DATABASE {name} OWNER TO {role}")]).await;
    execute(&format!("{server}/{name}"), &[&format!("GRANT CREATE ON SCHEMA public TO {role}")]).await;
    let node = of_role.serve().await;
    let ada = Owner::new(&of_role, &node, "ada").await;
    // More at once than there are connections.
    let all = futures_util::future::join_all((0..40).map(|_| ada.mint(&node))).await;
    assert_eq!(all.len(), 40);
}
