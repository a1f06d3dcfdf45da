//! `make abuse` works: every attack takes place and every call of the neighbour is made. What they cost is measured there.

use std::time::Duration;

use tests::process::program;
use tokio::{process::Command, time::timeout};

#[tokio::test]
async fn every_attack_takes_place_and_the_neighbour_is_measured() {
    let program = program().with_file_name("chaos");
    assert!(program.exists(), "{} is missing: run `cargo build --workspace` first", program.display());
    let mut command = Command::new(program);
    command.args(["abuse", "--smoke"]).kill_on_drop(true);
    let ended = timeout(Duration::from_secs(120), command.output()).await.expect("it ends by itself").unwrap();
    let (table, why) = (String::from_utf8(ended.stdout).unwrap(), String::from_utf8(ended.stderr).unwrap());
    assert!(ended.status.success(), "{table}\n{why}");
    let attacks = [
        "none: ",
        "slow webhooks",
        "slow uploads",
        "slow readers",
        "poll flood",
        "garbage keys",
        "sign-in flood",
        "mail flood",
    ];
    assert_eq!(table.lines().count(), attacks.len(), "{table}");
    for (line, attack) in table.lines().zip(attacks) {
        assert!(line.starts_with(&format!("| smoke | {attack}")), "{line}");
        let cells: Vec<_> = line.split(" | ").collect();
        assert_eq!(cells.len(), 15, "{line}");
        assert!(cells[2..12].iter().all(|figures| figures.contains(" → ")), "{line}");
        assert!(cells[14].contains(" × "), "{line}");
    }
}
