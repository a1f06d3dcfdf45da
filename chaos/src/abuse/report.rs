//! What several rounds came to: the median of the rounds' percentiles, calm and under attack, and whether that passes.

use std::collections::BTreeMap;

use super::record::{Call, Felt};

pub const HEAD: &str = "\
| database | attack | verify p50 | p99 | mint p50 | p99 | revoke p50 | p99 | upload p50 | p99 | webhook p50 | p99 | refused, calm | under attack | what the attackers got in a round |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|";

/// The figure under attack may be as many times the calm one.
const MOST: f64 = 2.0;

/// A round: the neighbour in calm and under attack, and what the attackers got.
pub struct Round {
    pub calm: Felt,
    pub attacked: Felt,
    pub got: BTreeMap<String, u64>,
}

/// A line of the table.
pub struct Line {
    pub text: String,
    /// Each mark that was missed, in words.
    pub missed: Vec<String>,
}

/// `grain`: what lies so many milliseconds above the calm figure passes too.
pub fn line(database: &str, attack: &str, rounds: &[Round], grain: f64) -> Line {
    let (mut cells, mut missed) = (Vec::new(), Vec::new());
    for (place, call) in Call::TIMED.iter().enumerate() {
        for (which, percentile) in ["p50", "p99"].iter().enumerate() {
            let figure = |felt: &Felt| felt.millis[place].map(|figures| figures[which]);
            let calm = median(rounds.iter().map(|round| figure(&round.calm)));
            let attacked = median(rounds.iter().map(|round| figure(&round.attacked)));
            let figures = format!("{} → {}", short(calm), short(attacked));
            if passes(calm, attacked, grain) {
                cells.push(figures);
            } else {
                cells.push(format!("**{figures}**"));
                missed.push(format!("{database}, {attack}: {} {percentile} {figures} ms", call.name()));
            }
        }
    }
    let calm = sum(rounds.iter().map(|round| &round.calm.refused));
    let attacked = sum(rounds.iter().map(|round| &round.attacked.refused));
    for (when, refused) in [("calm", calm), ("under attack", attacked)] {
        let count: u64 = refused.values().sum();
        cells.push(if count == 0 { "0".to_owned() } else { format!("**{count}**") });
        missed.extend(refused.iter().map(|(what, count)| format!("{database}, {attack}, {when}: {count} × {what}")));
    }
    cells.push(got(rounds));
    Line { text: format!("| {database} | {attack} | {} |", cells.join(" | ")), missed }
}

fn passes(calm: Option<f64>, attacked: Option<f64>, grain: f64) -> bool {
    match (calm, attacked) {
        (Some(calm), Some(attacked)) => attacked <= (calm * MOST).max(calm + grain),
        _ => false,
    }
}

/// Nothing, if a round had nothing.
fn median(figures: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let mut figures = figures.collect::<Option<Vec<f64>>>()?;
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

fn short(millis: Option<f64>) -> String {
    match millis {
        None => "none".to_owned(),
        Some(millis) if millis < 10.0 => format!("{millis:.2}"),
        Some(millis) if millis < 100.0 => format!("{millis:.1}"),
        Some(millis) => format!("{millis:.0}"),
    }
}

fn sum<'a>(all: impl Iterator<Item = &'a BTreeMap<String, u64>>) -> BTreeMap<String, u64> {
    let mut sum = BTreeMap::new();
    for (what, count) in all.flatten() {
        *sum.entry(what.clone()).or_default() += count;
    }
    sum
}

fn got(rounds: &[Round]) -> String {
    let all = sum(rounds.iter().map(|round| &round.got));
    let each = |(what, count): (&String, &u64)| format!("{} × {what}", count / rounds.len().max(1) as u64);
    all.iter().map(each).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn felt(millis: f64, refused: &[(&str, u64)]) -> Felt {
        let refused = refused.iter().map(|(what, count)| ((*what).to_owned(), *count)).collect();
        Felt { millis: [Some([millis, millis]); 5], done: BTreeMap::new(), refused }
    }

    fn round(calm: f64, attacked: f64, refused: &[(&str, u64)]) -> Round {
        let got = BTreeMap::from([("401".to_owned(), 30)]);
        Round { calm: felt(calm, &[]), attacked: felt(attacked, refused), got }
    }

    #[test]
    fn twice_the_calm_figure_passes_and_more_does_not() {
        assert!(line("SQLite", "none", &[round(1.0, 2.0, &[])], 0.0).missed.is_empty());
        let missed = line("SQLite", "none", &[round(1.0, 2.1, &[])], 0.0).missed;
        assert_eq!(missed.len(), 10);
        assert_eq!(missed[0], "SQLite, none: verify p50 1.00 → 2.10 ms");
        assert!(line("SQLite", "none", &[round(1.0, 2.1, &[])], 1.5).missed.is_empty());
    }

    #[test]
    fn the_median_of_the_rounds_counts_and_every_refusal() {
        let rounds = [round(1.0, 9.0, &[]), round(1.0, 1.5, &[("upload 503", 2)]), round(2.0, 1.0, &[])];
        let line = line("SQLite", "uploads", &rounds, 0.0);
        assert_eq!(line.missed, ["SQLite, uploads, under attack: 2 × upload 503"]);
        assert!(line.text.starts_with("| SQLite | uploads | 1.00 → 1.50 |"), "{}", line.text);
        assert!(line.text.ends_with("| 0 | **2** | 30 × 401 |"), "{}", line.text);
    }

    #[test]
    fn calls_that_were_never_answered_do_not_pass() {
        let mut held_up = round(1.0, 1.0, &[]);
        held_up.attacked.millis[3] = None;
        let line = line("SQLite", "readers", &[round(1.0, 1.0, &[]), held_up], 0.0);
        assert_eq!(
            line.missed,
            ["upload p50", "upload p99"].map(|what| format!("SQLite, readers: {what} 1.00 → none ms"))
        );
    }
}
