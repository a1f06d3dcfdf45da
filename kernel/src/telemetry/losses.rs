//! The one figure that another thread counts: log lines given up because their reader was too slow.

use std::fmt;

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::counter::ConstCounter,
};

use super::lines::LostLines;

/// Reads the log writer's counter at each scrape.
#[derive(Debug)]
pub(super) struct Losses(pub(super) LostLines);

impl Collector for Losses {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let lost = ConstCounter::new(self.0.count());
        let help = "Log lines given up because the reader of standard output was too slow";
        lost.encode(encoder.encode_descriptor("log_lines_lost", help, None, lost.metric_type())?)
    }
}
