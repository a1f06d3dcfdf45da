//! Who may do what with keys. Nothing that mints, changes or revokes takes a key, whatever its scopes; a key looks at and
//! ends itself alone. Any member of a workspace may bind a key to it: the key can do there what they can.

use entity::{Scope, WorkspaceRole};
use identity::{
    policy::{Rule, StepUpNeed, Unscoped},
    principal::{Key, Member, Principal, Session},
};
use kernel::{error::Code, limiter::Bucket};

pub struct ListKeys;

impl Rule for ListKeys {
    type Who = Member;
    const NAME: &'static str = "list_api_keys";
    const SCOPE: Option<Scope> = Some(Scope::ApiKeysRead);
}

pub struct GetKey;

impl Rule for GetKey {
    type Who = Member;
    const NAME: &'static str = "get_api_key";
    const SCOPE: Option<Scope> = Some(Scope::ApiKeysRead);
}

pub struct MintKey;

impl Rule for MintKey {
    type Who = Session;
    const NAME: &'static str = "mint_api_key";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct PatchKey;

impl Rule for PatchKey {
    type Who = Session;
    const NAME: &'static str = "update_api_key";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
    const STEP_UP: StepUpNeed = StepUpNeed::WhenWidening;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct RevokeKey;

impl Rule for RevokeKey {
    type Who = Session;
    const NAME: &'static str = "revoke_api_key";
}

pub struct RotateKey;

impl Rule for RotateKey {
    type Who = Session;
    const NAME: &'static str = "rotate_api_key";
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// Takes any key: it learns nothing but what becomes of a key that it has in hand.
pub struct VerifyKey;

impl Rule for VerifyKey {
    type Who = Principal;
    const NAME: &'static str = "verify_api_key";
    const UNSCOPED: Unscoped = Unscoped::Every;
}

/// Takes any key: what it learns is about itself.
pub struct GetCurrentKey;

impl Rule for GetCurrentKey {
    type Who = Key;
    const NAME: &'static str = "get_current_api_key";
    const UNSCOPED: Unscoped = Unscoped::Every;
}

/// Takes any key: a program that signs out, or knows that its key has leaked, needs no right to end it.
pub struct RevokeCurrentKey;

impl Rule for RevokeCurrentKey {
    type Who = Key;
    const NAME: &'static str = "revoke_current_api_key";
    const UNSCOPED: Unscoped = Unscoped::Every;
}
