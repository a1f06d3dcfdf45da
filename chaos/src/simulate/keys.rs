//! How many checks memory answers, by how many keys there are and how unevenly they are used: the most used key of *n* is
//! used as often as the *k*-th times *k* to the power of `skew` (Zipf).

use super::Costs;

/// As `kernel/src/fence` has it.
const KEPT: f64 = 250_000.0;
/// Checks a second on one node.
const CHECKS: f64 = 10_000.0;

pub const HEAD: &str = "\
| keys | in the database GiB | a node's memory MiB | skew | from memory | looked up each second, of 10,000 | database processors for each node |
|---|---|---|---|---|---|---|";

pub fn lines(costs: &Costs) -> Vec<String> {
    let mut lines = Vec::new();
    for keys in [100_000.0, 1e6, 1e7, 1e8] {
        for skew in [0.8, 1.0, 1.2] {
            let from_memory = sum(f64::min(KEPT, keys), skew) / sum(keys, skew);
            let looked_up = CHECKS * (1.0 - from_memory);
            lines.push(format!(
                "| {keys:.0} | {:.1} | {:.0} | {skew} | {:.1} % | {looked_up:.0} | {:.2} |",
                keys * costs.row as f64 / f64::from(1 << 30),
                f64::min(KEPT, keys) * costs.picture as f64 / f64::from(1 << 20),
                from_memory * 100.0,
                looked_up * costs.load as f64 / 1e6,
            ));
        }
    }
    lines
}

/// 1 + 2^-s + 3^-s + … + n^-s; the tail as an integral.
fn sum(n: f64, skew: f64) -> f64 {
    const EXACT: u32 = 10_000;
    let exact: f64 = (1..=EXACT).map(f64::from).take_while(|k| *k <= n).map(|k| k.powf(-skew)).sum();
    let from = f64::from(EXACT) + 0.5;
    if n <= from {
        return exact;
    }
    let integral = |x: f64| if skew == 1.0 { x.ln() } else { x.powf(1.0 - skew) / (1.0 - skew) };
    exact + integral(n + 0.5) - integral(from)
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn the_tail_as_an_integral_is_as_good_as_the_sum() {
        for skew in [0.8, 1.0, 1.2] {
            let exact: f64 = (1..=300_000).map(|k| f64::from(k).powf(-skew)).sum();
            assert!((sum(300_000.0, skew) / exact - 1.0).abs() < 1e-6);
        }
    }
}
