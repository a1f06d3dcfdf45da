//! Every bounded thing of a node, with its figures. `SECURITY.md` has the same table for people, which a test compares.

use super::Bound;

/// No cap of this kind.
const NONE: usize = usize::MAX;

/// Client connections to the public port. The cap is lowered at the start where the process may open fewer files.
pub const CONNECTIONS: Bound =
    Bound { name: "connections", most: 10_000, kept: 1_000, org: NONE, user: NONE, address: 1_000, waiting: 0 };

/// Connections to the port of metrics.
pub const METRICS: Bound =
    Bound { name: "metrics connections", most: 64, kept: 16, org: NONE, user: NONE, address: 32, waiting: 0 };

/// Request bodies larger than most, which are held in memory, up to 1 MiB each.
pub const BODIES: Bound =
    Bound { name: "large bodies", most: 128, kept: 32, org: NONE, user: NONE, address: 32, waiting: 0 };

/// Uploads under way into a folder: each holds up to half a MiB of the file in memory, and a descriptor. Into a bucket
/// it is 10 MiB, and a quarter as many.
pub const UPLOADS: Bound = Bound { name: "uploads", most: 256, kept: 64, org: 64, user: 64, address: 128, waiting: 0 };

/// Downloads under way: each holds a descriptor, or a connection to the bucket.
pub const DOWNLOADS: Bound =
    Bound { name: "downloads", most: 256, kept: 64, org: 64, user: 64, address: 128, waiting: 0 };

/// Attempts to send webhooks under way.
pub const WEBHOOKS: Bound =
    Bound { name: "webhook attempts", most: 64, kept: 16, org: 8, user: NONE, address: NONE, waiting: 0 };

/// Mails being handed to the mail server.
pub const MAILS: Bound = Bound { name: "mails", most: 16, kept: 4, org: 4, user: NONE, address: 4, waiting: 1_024 };

/// Passwords being hashed: each takes 19 MiB and a core.
pub const HASHES: Bound =
    Bound { name: "password hashes", most: 4, kept: 0, org: NONE, user: NONE, address: NONE, waiting: 256 };

/// Look-ups in the database of keys and device codes that memory doesn't know. A quarter of those who may wait is more
/// than one address has connections.
pub const KEY_LOOKUPS: Bound =
    Bound { name: "key look-ups", most: 16, kept: 4, org: NONE, user: NONE, address: 4, waiting: 4_096 };

/// Look-ups of names for webhooks and for clients' documents: the system's resolver takes a thread for each, for as long as it
/// likes.
pub const NAME_LOOKUPS: Bound =
    Bound { name: "name look-ups", most: 32, kept: 8, org: 4, user: NONE, address: 2, waiting: 64 };

pub const ALL: [&Bound; 10] =
    [&CONNECTIONS, &METRICS, &BODIES, &UPLOADS, &DOWNLOADS, &WEBHOOKS, &MAILS, &HASHES, &KEY_LOOKUPS, &NAME_LOOKUPS];
