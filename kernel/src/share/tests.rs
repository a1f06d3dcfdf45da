//! Caps, the reserve, turns and taking back, with no clock and no network.

use std::{sync::Arc, time::Duration};

use futures_util::FutureExt;

use super::*;

const NONE: usize = usize::MAX;
const SOON: Duration = Duration::from_secs(5);

const TEN: Bound = Bound { name: "ten", most: 10, kept: 3, org: 4, user: 5, address: NONE, waiting: 0 };
const ONE: Bound = Bound { name: "one", most: 1, kept: 0, org: NONE, user: NONE, address: NONE, waiting: 8 };

const TWO: Bound = Bound { most: 2, ..ONE };

fn shares(bound: &'static Bound) -> Shares {
    Shares::new(bound, Arc::new(Metrics::new()))
}

fn org(number: u128) -> Holder {
    Holder::Org(uuid::Uuid::from_u128(number).into())
}

/// Waits for a turn; the test polls it.
fn waiting(shares: &Shares, number: u128) -> std::pin::Pin<Box<impl Future<Output = Result<Share>>>> {
    Box::pin(async move { shares.wait(&[org(number)], SOON).await })
}

fn user(number: u128) -> Holder {
    Holder::User(uuid::Uuid::from_u128(number).into())
}

#[test]
fn nobody_has_more_than_their_cap_and_a_reserve_is_kept_for_those_with_nothing() {
    let shares = shares(&TEN);
    let mut held: Vec<Share> = (0..4).map(|_| shares.take(&[org(1), user(1)]).unwrap()).collect();
    assert!(shares.take(&[org(1), user(1)]).is_none(), "the org's cap");
    held.push(shares.take(&[org(2), user(1)]).unwrap());
    assert!(shares.take(&[org(3), user(1)]).is_none(), "the user's cap holds across orgs");
    held.extend((0..2).map(|_| shares.take(&[org(4), user(4)]).unwrap()));
    assert!(shares.take(&[org(4), user(4)]).is_none(), "the rest is kept for those with nothing");
    assert!(shares.take(&[org(5), user(4)]).is_none(), "a new org of a user who has some is no newcomer");
    for newcomer in 6..9 {
        held.push(shares.take(&[org(newcomer), user(newcomer)]).unwrap());
    }
    assert!(shares.take(&[org(9), user(9)]).is_none(), "there are ten");
    held.pop();
    held.push(shares.take(&[org(9), user(9)]).unwrap());
    drop(held);
    assert_eq!((shares.taken(), lock(&shares.inner).holders_known()), (0, 0));
}

#[tokio::test]
async fn a_newcomer_goes_next_however_many_of_another_wait() {
    let shares = shares(&ONE);
    let first = shares.wait(&[org(1)], SOON).await.unwrap();
    let (mut flood_a, mut flood_b) = (waiting(&shares, 1), waiting(&shares, 1));
    assert!((&mut flood_a).now_or_never().is_none() && (&mut flood_b).now_or_never().is_none());
    let refused = shares.wait(&[org(1)], SOON).await;
    assert!(refused.is_err(), "a quarter of the queue is for one holder");
    let mut newcomer = waiting(&shares, 2);
    assert!((&mut newcomer).now_or_never().is_none());

    drop(first);
    assert!((&mut flood_a).now_or_never().is_none());
    let turn = (&mut newcomer).now_or_never().unwrap().unwrap();
    drop(turn);
    drop((&mut flood_a).now_or_never().unwrap().unwrap());
    drop((&mut flood_b).now_or_never().unwrap().unwrap());
    assert_eq!((shares.taken(), lock(&shares.inner).holders_known()), (0, 0));
}

#[tokio::test]
async fn a_turn_of_somebody_who_has_gone_goes_to_the_next() {
    let shares = shares(&ONE);
    let first = shares.wait(&[org(1)], SOON).await.unwrap();
    let mut gone = waiting(&shares, 2);
    let mut next = waiting(&shares, 3);
    assert!((&mut gone).now_or_never().is_none() && (&mut next).now_or_never().is_none());
    drop(first);
    // The turn is in its channel already.
    drop(gone);
    drop((&mut next).now_or_never().unwrap().unwrap());
    assert_eq!((shares.taken(), lock(&shares.inner).holders_known()), (0, 0));
}

#[tokio::test]
async fn a_slow_one_is_taken_back_for_somebody_with_nothing() {
    let shares = shares(&TEN);
    let mut held: Vec<Share> = (0..10).map(|number| shares.take(&[org(number)]).unwrap()).collect();
    assert!(shares.take(&[org(99)]).is_none());
    held[3].set_slow(true);
    assert!(shares.take(&[org(1)]).is_none(), "not for somebody who has some");
    let newcomer = shares.take(&[org(99)]).unwrap();
    assert!(held[3].taken_back().now_or_never().is_some() && held[4].taken_back().now_or_never().is_none());
    assert_eq!(shares.taken(), 10);
    held.remove(3);
    assert_eq!(shares.taken(), 10, "it had been counted out when it was taken back");
    drop((held, newcomer));
    assert_eq!(shares.taken(), 0);
}

#[test]
fn where_there_is_less_everybody_has_the_same_part_of_it() {
    let shares = Shares::with_most(&TEN, 5, Arc::new(Metrics::new()));
    let _held: Vec<Share> = (0..2).map(|_| shares.take(&[org(1)]).unwrap()).collect();
    assert!(shares.take(&[org(1)]).is_none(), "two fifths");
    let _more: Vec<Share> = (2..5).map(|number| shares.take(&[org(number)]).unwrap()).collect();
    assert!(shares.take(&[org(5)]).is_none() && shares.taken() == 5);
    let one = Shares::with_most(&TEN, 1, Arc::new(Metrics::new()));
    assert!(one.take(&[org(1)]).is_some());
}

#[tokio::test]
async fn slow_ones_are_found_among_many_a_few_at_a_time() {
    const MANY: Bound = Bound { name: "many", most: 2_000, kept: 0, org: NONE, user: NONE, address: NONE, waiting: 0 };
    let shares = shares(&MANY);
    let held: Vec<Share> = (0..2_000).map(|number| shares.take(&[org(number)]).unwrap()).collect();
    for slow in [1_700, 1_750] {
        held[slow].set_slow(true);
    }
    let tries = (0..9).position(|_| shares.take(&[org(9_999)]).is_some()).unwrap();
    assert!((1..8).contains(&tries), "{tries}");
    assert!(held[1_700].taken_back().now_or_never().is_some(), "the older one");
}

#[tokio::test]
async fn no_more_holders_are_remembered_than_there_is_room_for() {
    let shares = shares(&TWO);
    // Somebody always holds one, so the node is never idle.
    let _held = shares.wait(&[org(u128::MAX)], SOON).await.unwrap();
    for number in 0..20_000 {
        drop(shares.wait(&[org(number)], SOON).await.unwrap());
    }
    assert!(lock(&shares.inner).holders_known() <= 10_001);
}

#[test]
fn security_md_has_every_bound_with_its_figures() {
    let text = include_str!("../../../SECURITY.md");
    let figure = |cap: usize| if cap == NONE { "–".to_owned() } else { cap.to_string() };
    for bound in table::ALL {
        let Bound { name, most, kept, org, user, address, waiting } = bound;
        let caps = [*most, *kept, *org, *user, *address, *waiting].map(figure).join(" | ");
        let row = format!("| {name} | {caps} |");
        assert!(text.lines().any(|line| line.starts_with(&row)), "SECURITY.md has no row that begins: {row}");
    }
}
