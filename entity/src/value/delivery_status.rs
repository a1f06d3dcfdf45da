//! What has become of a webhook's delivery.

use super::word::words;

words!(
    /// Where a delivery stands.
    DeliveryStatus: "delivery status" {
        /// It is to be sent, or sent again.
        Pending = "pending",
        /// The receiver took it.
        Delivered = "delivered",
        /// It was given up.
        Failed = "failed",
    }
);
