//! What has become of a device login.

use super::word::words;

words!(
    /// Where a device login stands.
    DeviceStatus: "device status" {
        /// Nobody has decided yet.
        Pending = "pending",
        /// A person approved; the key can be fetched.
        Approved = "approved",
        /// A person refused, or the approval no longer stands.
        Denied = "denied",
        /// Too late. Never stored: time says so.
        Expired = "expired",
        /// The key was fetched.
        Consumed = "consumed",
    }
);
