//! `/api-keys`.

use std::time::Duration;

use entity::KeyId;
use identity::policy::Caller;
use kernel::{
    error::{Error, Result},
    inbound::{JsonBody, OptionalBody},
    request::header::OneHeader,
    wire::{
        IdempotencyKey, List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::Created,
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};
use serde_json::json;

use super::{
    once::{self, Once},
    patch::patch,
    rotate::{LONGEST_OVERLAP, rotate},
    rule::{GetCurrentKey, GetKey, ListKeys, MintKey, PatchKey, RevokeCurrentKey, RevokeKey, RotateKey, VerifyKey},
    service,
    verify::verify,
    wire::{KeyOut, MintKeyIn, MintedKeyOut, PatchKeyIn, RevokedOut, RotateKeyIn, VerifiedKeyOut, VerifyKeyIn},
};

/// The section of the document.
const SECTION: Section = Section { name: "API keys", about: "API keys." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/api-keys", tag = "SECTION")]
impl Api {
    /// List the caller's keys in this org.
    ///
    /// Revoked keys are left out. The keys themselves are never shown again.
    #[oai(path = "/", method = "get")]
    async fn list_api_keys(
        &self,
        caller: Caller<ListKeys>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<KeyId>>>>,
        /// Only those with this in their name or prefix, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<KeyOut>>> {
        Ok(Reply::new(
            service::list(&caller.tenant(), &PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0)).await?,
        ))
    }

    /// Mint a key.
    ///
    /// Needs a step-up; the key appears only in this answer.
    #[oai(path = "/", method = "post")]
    async fn mint_api_key(
        &self,
        caller: Caller<MintKey>,
        /// The client's own name for this wish: sent again within ten minutes, the answer is the same key.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: OneHeader<Option<Text<IdempotencyKey>>>,
        body: JsonBody<MintKeyIn>,
    ) -> Result<Created<MintedKeyOut>> {
        let tenant = caller.tenant();
        let wanted = service::check(&tenant, body.0).await?;
        let proof = caller.stepped_up()?;
        let once = Once::of(&tenant, idempotency_key.0, &wanted.as_json());
        if let Some(minted) = once::found(&tenant, once.as_ref()).await? {
            return Ok(Created::new(minted).replayed(true));
        }
        let admission = caller.admit().await?;
        Ok(Created::new(service::mint(&tenant, proof, admission, wanted, once.as_ref()).await?))
    }

    /// Look at the key that makes the request.
    ///
    /// Needs no scope.
    #[oai(path = "/current", method = "get")]
    async fn get_current_api_key(&self, caller: Caller<GetCurrentKey>) -> Result<Reply<KeyOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), caller.who().picture.id).await?))
    }

    /// End the key that makes the request.
    ///
    /// Needs no scope. Once this has answered, no request with the key is accepted any more.
    #[oai(path = "/current", method = "delete")]
    async fn revoke_current_api_key(&self, caller: Caller<RevokeCurrentKey>) -> Result<Reply<RevokedOut>> {
        service::revoke(&caller.tenant(), caller.who().picture.id).await?;
        Ok(Reply::new(RevokedOut { revoked: true }))
    }

    /// Look at a key.
    #[oai(path = "/:id", method = "get")]
    async fn get_api_key(
        &self,
        caller: Caller<GetKey>,
        /// The key's id.
        id: Path<Text<KeyId>>,
    ) -> Result<Reply<KeyOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?))
    }

    /// Change a key.
    ///
    /// Absent is unchanged, `null` clears. Needs a step-up when the change gives the key more than it had.
    #[oai(path = "/:id", method = "patch")]
    async fn update_api_key(
        &self,
        caller: Caller<PatchKey>,
        /// The key's id.
        id: Path<Text<KeyId>>,
        body: JsonBody<PatchKeyIn>,
    ) -> Result<Reply<KeyOut>> {
        let changed = patch(&caller.tenant(), id.0.0, body.0, || caller.stepped_up()).await?;
        Ok(Reply::new(changed))
    }

    /// Revoke a key.
    ///
    /// Once this has answered, no request with the key is accepted any more. Needs no step-up.
    #[oai(path = "/:id", method = "delete")]
    async fn revoke_api_key(
        &self,
        caller: Caller<RevokeKey>,
        /// The key's id.
        id: Path<Text<KeyId>>,
    ) -> Result<Reply<RevokedOut>> {
        service::revoke(&caller.tenant(), id.0.0).await?;
        Ok(Reply::new(RevokedOut { revoked: true }))
    }

    /// Rotate a key.
    ///
    /// Mints one with the same rights; the old one ends when the overlap does.
    #[oai(path = "/:id/rotate", method = "post")]
    async fn rotate_api_key(
        &self,
        caller: Caller<RotateKey>,
        /// The key's id.
        id: Path<Text<KeyId>>,
        /// The client's own name for this wish: sent again within ten minutes, the answer is the same key.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: OneHeader<Option<Text<IdempotencyKey>>>,
        body: OptionalBody<RotateKeyIn>,
    ) -> Result<Created<MintedKeyOut>> {
        let overlap = Duration::from_secs(u64::from(body.0.overlap_seconds.unwrap_or(0)));
        if overlap > LONGEST_OVERLAP {
            return Err(Error::field("overlapSeconds", "expected at most 2592000 (30 days)"));
        }
        let tenant = caller.tenant();
        let proof = caller.stepped_up()?;
        let wish = json!({ "rotate": id.0.0, "overlapSeconds": overlap.as_secs() });
        let once = Once::of(&tenant, idempotency_key.0, &wish);
        if let Some(minted) = once::found(&tenant, once.as_ref()).await? {
            return Ok(Created::new(minted).replayed(true));
        }
        service::get(&tenant, id.0.0).await?;
        let admission = caller.admit().await?;
        Ok(Created::new(rotate(&tenant, proof, admission, id.0.0, overlap, once.as_ref()).await?))
    }

    /// Verify a key that was presented to a service behind Almond.
    ///
    /// Answers 200 whether the key is good or not; `valid` and `code` tell.
    #[oai(path = "/verify", method = "post")]
    async fn verify_api_key(
        &self,
        caller: Caller<VerifyKey>,
        body: JsonBody<VerifyKeyIn>,
    ) -> Result<Reply<VerifiedKeyOut>> {
        Ok(Reply::new(verify(caller.inbound(), caller.who(), body.0).await?))
    }
}
