//! What holds under all rules, and which counterexample the checker finds when one is left out.
#![expect(clippy::print_stdout, reason = "how much was searched, and what was found, is for who runs this to see")]

use stateright::{Checker, Model};

use crate::{Rules, protocol::Protocol, world::Answers};

const SAFE: &str = "no acceptance that started after the answer";
const LIVE: &str = "a revocation always ends";

/// The change's own node or another, which are all alike; the change's answer or a later one.
fn cases(rules: Rules) -> impl Iterator<Item = Protocol> {
    let cases = [(false, Answers::Change), (true, Answers::Change), (false, Answers::Again), (true, Answers::Again)];
    cases.into_iter().map(move |(own, answers)| Protocol { rules, own, answers })
}

#[test]
fn no_stale_acceptance_and_every_revocation_ends() {
    for protocol in cases(Rules::ALL) {
        let (own, answers) = (protocol.own, protocol.answers);
        let checker = protocol.checker().threads(2).spawn_bfs().join();
        checker.assert_properties();
        println!("own {own}, {answers:?}: {} states, depth {}", checker.unique_state_count(), checker.max_depth());
    }
}

/// Looks for a way to break `property`.
fn broken(rules: Rules, property: &'static str) {
    let finds = |protocol: Protocol| {
        let goal = stateright::HasDiscoveries::AnyOf([property].into());
        let checker = protocol.checker().threads(2).finish_when(goal).spawn_bfs().join();
        checker.discovery(property).map(|path| path.into_actions())
    };
    let found = cases(rules).find_map(finds);
    assert!(found.is_some(), "{rules:?} does without, or the model can't tell");
    println!("{found:?}");
}

#[test]
fn without_the_lease_check_a_paused_node_accepts() {
    broken(Rules { lease_check: false, ..Rules::ALL }, SAFE);
}

#[test]
fn without_the_generation_check_a_load_in_flight_puts_back_what_was_evicted() {
    broken(Rules { generation_check: false, ..Rules::ALL }, SAFE);
}

#[test]
fn without_the_wait_another_node_accepts() {
    broken(Rules { wait: false, ..Rules::ALL }, SAFE);
}

#[test]
fn without_the_deadline_a_revocation_never_ends() {
    broken(Rules { deadline: false, ..Rules::ALL }, LIVE);
}

#[test]
fn a_node_that_reads_the_log_with_its_renewal_and_not_after_it_accepts() {
    broken(Rules { read_after_renewal: false, ..Rules::ALL }, SAFE);
}

#[test]
fn a_node_that_counts_its_lease_from_the_answer_on_accepts() {
    broken(Rules { count_from_before: false, ..Rules::ALL }, SAFE);
}

#[test]
fn without_a_margin_a_node_with_a_slow_clock_accepts() {
    broken(Rules { margin: 0, ..Rules::ALL }, SAFE);
}

#[test]
fn a_node_that_is_struck_out_while_its_lease_is_good_accepts() {
    broken(Rules { strike_late: false, ..Rules::ALL }, SAFE);
}
