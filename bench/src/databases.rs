//! The check of a key on SQLite and on PostgreSQL, by the same build: in turns, with every key in memory. What is in memory
//! must cost the same, whatever it came from.

use std::io::{self, Write as _};

use crate::{
    Folder, Options, Result, database, progress, rounds,
    targets::{self, PATH, Targets},
    wrk,
};

struct Side<'a> {
    name: &'static str,
    folder: &'a Folder,
    targets: Targets,
    rates: Vec<f64>,
    /// Processor time of the server for one request, in microseconds.
    costs: Vec<f64>,
}

pub async fn run(options: &Options, postgres: &str) -> Result<()> {
    wrk::check()?;
    let folders = [Folder::named("sqlite")?, Folder::named("postgres")?];
    let mut sides = Vec::new();
    for (folder, (name, database)) in folders.iter().zip([("SQLite", None), ("PostgreSQL", Some(postgres))]) {
        progress(&format!("writing {} keys to {name}", options.keys));
        let keys = database::fill(&folder.0, database, options.keys).await?;
        let targets = targets::start(&folder.0, database).await?;
        rounds::cold(&targets, &folder.0, keys, options.connections).await?;
        sides.push(Side { name, folder, targets, rates: Vec::new(), costs: Vec::new() });
    }
    // Round 0 is for warming up.
    for round in 0..=options.rounds {
        for side in &mut sides {
            let url = format!("http://{}{PATH}", side.targets.gated);
            let turn = wrk::turn(options, &side.folder.0, &side.targets.process, &url, options.seconds).await?;
            progress(&format!("round {round} of {}: {} {:.0}/s", options.rounds, side.name, turn.per_second));
            if round > 0 {
                side.rates.push(turn.per_second);
                side.costs.push(turn.cost);
            }
        }
        // Whoever comes second has a cooler or a warmer machine: they change places.
        sides.rotate_left(1);
    }
    sides.sort_by_key(|side| side.name != "SQLite");
    let ratios = sides[1].rates.iter().zip(&sides[0].rates).map(|(postgres, sqlite)| postgres / sqlite).collect();
    let mut out = io::stdout();
    writeln!(out, "| database | checks/s | server CPU each |\n|---|---:|---:|")?;
    for side in &sides {
        let (rate, cost) = (median(side.rates.clone()), median(side.costs.clone()));
        writeln!(out, "| {} | {rate:.0} | {cost:.1} µs |", side.name)?;
    }
    writeln!(out, "\nPostgreSQL is {:.3} of SQLite (median of {} rounds)", median(ratios), options.rounds)?;
    Ok(())
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
