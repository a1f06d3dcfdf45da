//! What has become of a machine payment.

use super::word::words;

words!(
    /// Where a payment stands. `settled` and `failed` are for good.
    PaymentStatus: "payment status" {
        /// It is on its way to the payment service.
        Pending = "pending",
        /// The payment service took it, and has not said how it ended.
        Delivered = "delivered",
        /// The payment service has the money.
        Settled = "settled",
        /// It came to nothing.
        Failed = "failed",
    }
);
