//! The figures as Markdown, short enough to read in a terminal.

use std::fmt;

use crate::{
    Options,
    machine::Machine,
    memory::Memory,
    minting::{AT_ONCE, Minting},
    rounds::{Calls, Rounds},
    wrk::Turn,
};

pub struct Report<'a> {
    pub options: &'a Options,
    pub machine: Machine,
    pub idle: Memory,
    pub warm: Memory,
    pub cold: Calls,
    pub rounds: Rounds,
    pub minting: Minting,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Machine { commit, cpu, cores, rustc, kernel } = &self.machine;
        let Options { keys, rounds, seconds, connections, .. } = self.options;
        writeln!(f, "# Benchmark\n")?;
        writeln!(f, "Commit {commit}, {rustc}, release build; {cpu}, {cores} cores, {kernel}.\n")?;
        writeln!(
            f,
            "{keys} keys on SQLite, a random one with each request; wrk on loopback, {connections} connections, {rounds} \
             rounds of {seconds} s for each route in turn. Medians of the rounds (lowest to highest); what it is of hello's \
             rate is compared within each round. `hello` is a bare poem route, sent the same headers; all else has \
             logging and metrics as in production.\n"
        )?;
        writeln!(f, "| route | requests/s | of hello | p50 | p99 | server CPU |\n|---|---:|---:|---:|---:|---:|")?;
        let rates = |turns: &[Turn]| turns.iter().map(|turn| turn.per_second).collect::<Vec<_>>();
        let hello = rates(&self.rounds.hello);
        for (name, turns) in [
            ("hello", &self.rounds.hello),
            ("gated 204, keys in memory", &self.rounds.gated),
            ("`GET /api/v1/models`, keys in memory", &self.rounds.models),
        ] {
            let rates = rates(turns);
            let ratios: Vec<f64> = rates.iter().zip(&hello).map(|(rate, hello)| rate / hello).collect();
            let [p50, p99] = [|turn: &Turn| turn.p50, |turn: &Turn| turn.p99]
                .map(|figure| milliseconds(Spread::of(turns.iter().map(figure).collect()).middle));
            let (rate, ratio) = (Spread::of(rates), Spread::of(ratios));
            let cost = Spread::of(turns.iter().map(|turn| turn.cost).collect());
            writeln!(f, "| {name} | {rate:.0} | {ratio:.2} | {p50} | {p99} | {:.1} µs |", cost.middle)?;
        }
        writeln!(f, "\n| call | per second | p50 | p99 |\n|---|---:|---:|---:|")?;
        for (name, calls) in [
            ("gated 204, each key's first request".to_owned(), &self.cold),
            ("mint, one after the other".to_owned(), &self.minting.sequential),
            (format!("mint, {AT_ONCE} at once"), &self.minting.parallel),
            ("revoke, one after the other".to_owned(), &self.minting.revoking),
        ] {
            let [p50, p99] = [50, 99].map(|percent| milliseconds(calls.percentile(percent) as f64));
            writeln!(f, "| {name} | {:.0} | {p50} | {p99} |", calls.per_second)?;
        }
        writeln!(f, "\n| memory | resident | of its own |\n|---|---:|---:|")?;
        for (name, Memory { resident, anonymous }) in
            [("`almond serve`, idle".to_owned(), self.idle), (format!("with {keys} keys in memory"), self.warm)]
        {
            writeln!(f, "| {name} | {resident:.1} MiB | {anonymous:.1} MiB |")?;
        }
        Ok(())
    }
}

fn milliseconds(micros: f64) -> String {
    format!("{:.2} ms", micros / 1000.0)
}

/// A figure of several rounds.
struct Spread {
    low: f64,
    middle: f64,
    high: f64,
}

impl Spread {
    fn of(mut figures: Vec<f64>) -> Self {
        figures.sort_unstable_by(f64::total_cmp);
        let at = |n: usize| figures.get(n).copied().unwrap_or(f64::NAN);
        let (end, half) = (figures.len().saturating_sub(1), figures.len() / 2);
        Self { low: at(0), middle: (at(end / 2) + at(half)) / 2.0, high: at(end) }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(0);
        let Self { low, middle, high } = self;
        write!(f, "{middle:.digits$} ({low:.digits$} to {high:.digits$})")
    }
}
