//! Changes of credentials on many nodes, event by event: the change's statements, its turn at the head of the log, its
//! commit, the announcement to every node, each node's acknowledgement, the questions of whoever waits for these, and
//! meanwhile everybody's renewals. Nodes that are behind acknowledge several changes with one.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
    fmt,
};

use super::Costs;
use crate::dice::Dice;

pub const HEAD: &str = "\
| nodes | changes each second | p50 ms | p99 ms | max ms | database busy | slowest renewal ms |
|---|---|---|---|---|---|---|";

/// Microseconds.
type Time = u64;

const SECOND: Time = 1_000_000;
const RENEWAL: Time = SECOND / 2;
/// So many questions follow one another without a pause.
const AT_ONCE: u32 = 4;
/// Between two questions after that, at first and at most.
const SOON: Time = 1000;
const LATER: Time = 20_000;

/// Before the next question, after so many.
fn pause(asked: u32) -> Time {
    asked.checked_sub(AT_ONCE).map_or(0, |more| (0..more).fold(SOON, |pause, _| LATER.min(pause * 3 / 2)))
}

/// What the database's processors work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Job {
    Change(usize),
    Announce { node: usize, number: usize },
    Acknowledge { node: usize, number: usize },
    Ask { number: usize, asked: u32 },
    Renew { since: Time },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A job reaches the database.
    Arrives(Job),
    Done(Job),
    Committed(usize),
    Heard {
        node: usize,
        number: usize,
    },
    Acknowledged(usize),
    Answered {
        number: usize,
        asked: u32,
        all: bool,
    },
    Renews,
}

#[derive(Default, Clone)]
struct Node {
    heard: usize,
    /// In the database.
    acknowledged: usize,
    /// An acknowledgement is on its way.
    busy: bool,
}

/// One simulation.
pub struct Run<'a> {
    costs: &'a Costs,
    per_second: u64,
    dice: Dice,
    now: Time,
    events: BinaryHeap<Reverse<(Time, u64, Event)>>,
    count: u64,
    waiting: VecDeque<Job>,
    working: usize,
    worked: Time,
    nodes: Vec<Node>,
    /// When each change began.
    began: Vec<Time>,
    /// Changes in the order of their turn at the head; numbers are places in it, from 1.
    head: Vec<usize>,
    queue: VecDeque<usize>,
    head_taken: bool,
    took: Vec<Time>,
    slowest_renewal: Time,
}

impl<'a> Run<'a> {
    pub fn new(costs: &'a Costs, nodes: usize, per_second: u64) -> Self {
        Self {
            costs,
            per_second,
            dice: Dice::new(nodes as u64 * 1000 + per_second),
            now: 0,
            events: BinaryHeap::new(),
            count: 0,
            waiting: VecDeque::new(),
            working: 0,
            worked: 0,
            nodes: vec![Node::default(); nodes],
            began: Vec::new(),
            head: Vec::new(),
            queue: VecDeque::new(),
            head_taken: false,
            took: Vec::new(),
            slowest_renewal: 0,
        }
    }

    /// Runs until every change of so many seconds is answered, or as long again has passed.
    pub fn finish(mut self, seconds: u64) -> Self {
        for _ in 0..self.nodes.len() {
            let phase = self.dice.below(RENEWAL);
            self.at(phase, Event::Renews);
        }
        let mut at = 0;
        while at < seconds * SECOND {
            self.began.push(at);
            self.at(at + self.costs.network, Event::Arrives(Job::Change(self.began.len() - 1)));
            at += self.gap();
        }
        while let Some(Reverse((time, _, event))) = self.events.pop() {
            self.now = time;
            if self.took.len() == self.began.len() || time > 2 * seconds * SECOND {
                break;
            }
            self.step(event);
        }
        self
    }

    /// Between two changes, exponentially distributed.
    fn gap(&mut self) -> Time {
        let share = (self.dice.below(1 << 40) + 1) as f64 / (1_u64 << 40) as f64;
        (-share.ln() * SECOND as f64 / self.per_second as f64) as Time
    }

    fn at(&mut self, time: Time, event: Event) {
        self.count += 1;
        self.events.push(Reverse((time, self.count, event)));
    }

    fn soon(&mut self, span: Time, event: Event) {
        self.at(self.now + span, event);
    }

    fn step(&mut self, event: Event) {
        let network = self.costs.network;
        match event {
            Event::Arrives(job) => {
                self.waiting.push_back(job);
                self.work();
            }
            Event::Done(job) => {
                self.working -= 1;
                self.done(job);
                self.work();
            }
            Event::Committed(number) => {
                self.head_taken = false;
                self.next_at_head();
                for node in 0..self.nodes.len() {
                    self.soon(0, Event::Arrives(Job::Announce { node, number }));
                }
                self.soon(2 * network, Event::Arrives(Job::Ask { number, asked: 1 }));
            }
            Event::Heard { node, number } => {
                self.nodes[node].heard = self.nodes[node].heard.max(number);
                self.acknowledge(node);
            }
            Event::Acknowledged(node) => {
                self.nodes[node].busy = false;
                self.acknowledge(node);
            }
            Event::Answered { number, all: true, .. } => self.took.push(self.now - self.began[self.head[number - 1]]),
            Event::Answered { number, asked, .. } => {
                self.soon(pause(asked) + network, Event::Arrives(Job::Ask { number, asked: asked + 1 }));
            }
            Event::Renews => {
                self.soon(network, Event::Arrives(Job::Renew { since: self.now }));
                self.soon(RENEWAL, Event::Renews);
            }
        }
    }

    fn done(&mut self, job: Job) {
        let network = self.costs.network;
        match job {
            Job::Change(change) => {
                self.queue.push_back(change);
                self.next_at_head();
            }
            Job::Announce { node, number } => self.soon(network, Event::Heard { node, number }),
            Job::Acknowledge { node, number } => {
                self.nodes[node].acknowledged = number;
                self.soon(network, Event::Acknowledged(node));
            }
            Job::Ask { number, asked } => {
                let all = self.nodes.iter().all(|node| node.acknowledged >= number);
                self.soon(network, Event::Answered { number, asked, all });
            }
            // Flushed with others', and answered.
            Job::Renew { since } => {
                self.slowest_renewal = self.slowest_renewal.max(self.now + self.costs.commit + network - since);
            }
        }
    }

    fn next_at_head(&mut self) {
        if !self.head_taken
            && let Some(change) = self.queue.pop_front()
        {
            self.head_taken = true;
            self.head.push(change);
            self.soon(self.costs.commit, Event::Committed(self.head.len()));
        }
    }

    fn acknowledge(&mut self, node: usize) {
        let Node { heard, acknowledged, busy } = self.nodes[node];
        if !busy && heard > acknowledged {
            self.nodes[node].busy = true;
            self.soon(self.costs.network, Event::Arrives(Job::Acknowledge { node, number: heard }));
        }
    }

    fn work(&mut self) {
        while self.working < self.costs.processors
            && let Some(job) = self.waiting.pop_front()
        {
            let takes = match job {
                Job::Change(_) => self.costs.change,
                Job::Announce { .. } => self.costs.announce,
                Job::Acknowledge { .. } => self.costs.acknowledge,
                // It looks at every node's row.
                Job::Ask { .. } => self.costs.ask + self.nodes.len() as Time * 2 / 5,
                Job::Renew { .. } => self.costs.renew,
            };
            self.working += 1;
            self.worked += takes;
            self.soon(takes, Event::Done(job));
        }
    }
}

impl fmt::Display for Run<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {} | {} |", self.nodes.len(), self.per_second)?;
        let busy = self.worked as f64 / (self.now.max(1) * self.costs.processors as Time) as f64 * 100.0;
        if self.took.len() < self.began.len() {
            return write!(f, " more than it can do | | | {busy:.0} % | |");
        }
        let mut took = self.took.clone();
        took.sort_unstable();
        let last = took.len() - 1;
        for place in [took.len() / 2, took.len() * 99 / 100, last] {
            write!(f, " {:.1} |", took[place.min(last)] as f64 / 1000.0)?;
        }
        write!(f, " {busy:.1} % | {:.1} |", self.slowest_renewal as f64 / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Defaults {
        #[command(flatten)]
        costs: Costs,
    }

    fn run(nodes: usize, per_second: u64) -> String {
        let costs = Defaults::parse_from(["simulate"]).costs;
        Run::new(&costs, nodes, per_second).finish(5).to_string()
    }

    #[test]
    fn it_is_the_same_in_every_run_and_more_nodes_cost_more() {
        assert_eq!(run(10, 10), run(10, 10));
        let p50 = |nodes| run(nodes, 10).split('|').nth(3).unwrap().trim().parse::<f64>().unwrap();
        assert!(p50(3) < p50(1000), "{} {}", p50(3), p50(1000));
    }

    #[test]
    fn it_says_what_is_too_much() {
        assert!(run(3, 10_000).contains("more than it can do"));
    }
}
