//! Pictures for unit tests, as plain as can be; a test changes what it is about.

use entity::{KeyId, OrgId, OrgRole, ScopeSet, SessionId, SignInMethod, Timestamp, UserId};

use kernel::fence::{KeyPicture, LastUse, MemberPicture, SessionPicture};

const NOW: Timestamp = Timestamp::from_millis(1_780_315_200_000);

pub fn member(role: OrgRole) -> MemberPicture {
    MemberPicture {
        user: UserId::new(NOW, [1; 10]),
        org: OrgId::new(NOW, [2; 10]),
        role,
        email: "ada@example.com".to_owned(),
        user_name: "Ada".to_owned(),
        avatar: None,
        org_name: "Acme".to_owned(),
        strict_scopes: false,
        step_up_max_age: None,
        max_key_lifetime: None,
        two_factor_due_at: None,
    }
}

pub fn key(member: MemberPicture) -> KeyPicture {
    let id = KeyId::new(NOW, [3; 10]);
    KeyPicture {
        as_of: 0,
        id,
        name: "CI".to_owned(),
        scopes: ScopeSet::EMPTY,
        workspace: None,
        allowed_cidrs: Vec::new(),
        client: None,
        expires_at: None,
        last_use: LastUse::new(id, Timestamp::default()),
        member,
    }
}

pub fn session(member: MemberPicture) -> SessionPicture {
    let id = SessionId::new(NOW, [4; 10]);
    SessionPicture {
        as_of: 0,
        id,
        generation: 1,
        rotated_at: None,
        method: SignInMethod::Password,
        signed_in_at: NOW,
        expires_at: Timestamp::from_millis(i64::MAX),
        step_up: None,
        last_use: LastUse::new(id, NOW),
        member,
    }
}
