//! What a key may be used for: a closed set of scopes, stored as their words with spaces between.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;

use super::{
    role::OrgRole,
    word::{UnknownWord, words},
};

words!(
    /// One scope of an API key.
    Scope: "scope" {
        /// List models. The default.
        ModelsRead = "models:read",
        FilesRead = "files:read",
        FilesWrite = "files:write",
        ConnectionsRead = "connections:read",
        ConnectionsWrite = "connections:write",
        /// List and read the user's own keys, never change them.
        ApiKeysRead = "api-keys:read",
        /// Create machine payments; owner or admin only, when minted and whenever used.
        BillingMachineCharge = "billing:machine:charge",
        /// The command line's own key; given by device login only.
        Terminal = "terminal",
        McpRead = "mcp:read",
        McpWrite = "mcp:write",
        /// Fetch the credentials of connections that keys may use.
        ConnectionsUse = "connections:use",
    }
);

impl Scope {
    /// The least role whose keys may have it: asked when it is given, and again whenever it is used.
    pub const fn least_role(self) -> OrgRole {
        match self {
            Self::BillingMachineCharge => OrgRole::Admin,
            _ => OrgRole::Member,
        }
    }
}

/// A set of scopes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct ScopeSet(u16);

impl ScopeSet {
    pub const EMPTY: Self = Self(0);

    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & (1 << scope as u16) != 0
    }

    pub const fn with(self, scope: Scope) -> Self {
        Self(self.0 | (1 << scope as u16))
    }

    /// True if every scope of `self` is in `other` too.
    pub const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Those of them that a key may have whose user is of this role.
    pub fn within(self, role: OrgRole) -> Self {
        self.iter().filter(|scope| scope.least_role() <= role).collect()
    }

    /// As a list has them.
    pub fn names(self) -> Vec<&'static str> {
        self.iter().map(Scope::as_str).collect()
    }

    /// In the order of the contract.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.contains(*scope))
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{scope}")?;
        }
        Ok(())
    }
}

impl FromStr for ScopeSet {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split_ascii_whitespace().map(Scope::from_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_in_the_order_of_the_contract() {
        let set: ScopeSet = "mcp:write models:read".parse().unwrap();
        assert_eq!(set.to_string(), "models:read mcp:write");
        assert_eq!("".parse(), Ok(ScopeSet::EMPTY));
        assert!("models:read everything".parse::<ScopeSet>().is_err());
    }

    #[test]
    fn a_lesser_role_takes_billing_away_and_nothing_else() {
        let all: ScopeSet = Scope::ALL.iter().copied().collect();
        let lost = |role| all.iter().filter(|scope| !all.within(role).contains(*scope)).collect::<Vec<_>>();
        assert_eq!(lost(OrgRole::Owner), []);
        assert_eq!(lost(OrgRole::Admin), []);
        assert_eq!(lost(OrgRole::Member), [Scope::BillingMachineCharge]);
    }

    #[test]
    fn a_subset_is_no_wider() {
        let narrow = ScopeSet::EMPTY.with(Scope::ModelsRead);
        let wide = narrow.with(Scope::FilesRead);
        assert!(narrow.is_subset(wide) && !wide.is_subset(narrow) && narrow.is_subset(narrow));
    }
}
