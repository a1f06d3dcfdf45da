//! Switching a key off for a while, and on again. Off is containment and never held up; on again is for whoever switched it
//! off: what its user contained no admin gives back to the world, and what an admin contained its user doesn't.

use entity::{OrgRole, Timestamp, UserId, api_key};
use kernel::{
    audit::Action,
    error::{Error, Result},
};

/// Who switches it, and when.
#[derive(Clone, Copy)]
pub struct Switch {
    pub by: UserId,
    /// What they are in the key's org.
    pub role: OrgRole,
    pub now: Timestamp,
}

impl Switch {
    /// Switches the row; gives what to record, or nothing where it is so already.
    ///
    /// # Errors
    /// `FORBIDDEN` for a key that somebody switched off whom the caller can't overrule.
    pub fn set(self, row: &mut api_key::Model, enabled: bool) -> Result<Option<Action>> {
        if enabled { self.resume(row) } else { Ok(self.pause(row)) }
    }

    fn pause(self, row: &mut api_key::Model) -> Option<Action> {
        // An admin who switches off what its user has switched off takes the switch from them.
        let is_admins = row.paused_by.is_some_and(|by| by != row.user_id);
        if row.paused_at.is_some() && (is_admins || self.by == row.user_id) {
            return None;
        }
        (row.paused_at, row.paused_by) = (row.paused_at.or(Some(self.now)), Some(self.by));
        Some(Action::KeyPaused)
    }

    fn resume(self, row: &mut api_key::Model) -> Result<Option<Action>> {
        if row.paused_at.is_none() {
            return Ok(None);
        }
        if self.by == row.user_id {
            if row.paused_by != Some(self.by) && self.role < OrgRole::Admin {
                return Err(Error::forbidden("An owner or admin of the organization switched this key off"));
            }
        } else if row.paused_by == Some(row.user_id) {
            return Err(Error::forbidden("The key's user switched it off; only they can switch it on"));
        }
        (row.paused_at, row.paused_by) = (None, None);
        Ok(Some(Action::KeyResumed))
    }
}

#[cfg(test)]
mod tests {
    use entity::{Digest, KeyId, OrgId, ScopeSet};

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_780_315_200_000);

    fn user(n: u8) -> UserId {
        UserId::new(NOW, [n; 10])
    }

    fn key() -> api_key::Model {
        api_key::Model {
            id: KeyId::new(NOW, [1; 10]),
            org_id: OrgId::new(NOW, [1; 10]),
            user_id: user(1),
            workspace_id: None,
            name: String::new(),
            description: None,
            prefix: String::new(),
            digest: Digest::of(b"key"),
            scopes: ScopeSet::EMPTY,
            allowed_cidrs: None,
            expires_at: None,
            last_used_at: None,
            last_used_address: None,
            rotated_from: None,
            rotated_at: None,
            revoked_at: None,
            paused_at: None,
            paused_by: None,
            client: None,
            created_at: NOW,
            updated_at: NOW,
        }
    }

    fn by(n: u8, role: OrgRole) -> Switch {
        Switch { by: user(n), role, now: NOW }
    }

    #[test]
    fn whoever_switched_a_key_off_switches_it_on() {
        let (own, admin, other) = (by(1, OrgRole::Member), by(2, OrgRole::Admin), by(3, OrgRole::Owner));
        let mut row = key();
        assert_eq!(own.set(&mut row, false).unwrap(), Some(Action::KeyPaused));
        assert_eq!(own.set(&mut row, false).unwrap(), None);
        assert!(admin.set(&mut row, true).is_err());
        // Taken over by an admin, it is the admins' alone.
        assert_eq!(admin.set(&mut row, false).unwrap(), Some(Action::KeyPaused));
        assert_eq!(own.set(&mut row, false).unwrap(), None);
        assert!(own.set(&mut row, true).is_err());
        assert_eq!(other.set(&mut row, true).unwrap(), Some(Action::KeyResumed));
        assert_eq!((row.paused_at, row.paused_by), (None, None));
        assert_eq!(own.set(&mut row, true).unwrap(), None);
    }

    #[test]
    fn an_admin_may_overrule_another_about_their_own_key() {
        let mut row = key();
        by(2, OrgRole::Owner).set(&mut row, false).unwrap();
        assert_eq!(by(1, OrgRole::Admin).set(&mut row, true).unwrap(), Some(Action::KeyResumed));
    }
}
