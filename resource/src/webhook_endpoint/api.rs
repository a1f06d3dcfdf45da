//! `/webhook-endpoints` and what is below.

use std::time::Duration;

use entity::{DeliveryStatus, WebhookDeliveryId, WebhookEndpointId};
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::{JsonBody, OptionalBody},
    wire::{
        Deleted, List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::{Accepted, Created},
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    delivery,
    replay::replay,
    rule::{
        CreateEndpoint, DeleteEndpoint, GetEndpoint, ListDeliveries, ListEndpoints, Redeliver, Replay, RotateSecret,
        TestEndpoint, UpdateEndpoint,
    },
    service,
    wire::{
        CreateEndpointIn, DeliveryOut, EndpointOut, EndpointWithSecretOut, ReplayIn, ReplayedOut, RotateSecretIn,
        UpdateEndpointIn,
    },
};

/// The section of the document.
const SECTION: Section = Section { name: "Webhooks", about: "Having events sent elsewhere." };

/// How long the secret before is signed with, unless said.
const OVERLAP: u32 = 24 * 3600;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/webhook-endpoints", tag = "SECTION")]
impl Api {
    /// List the org's webhook endpoints, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_webhook_endpoints(
        &self,
        caller: Caller<ListEndpoints>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<WebhookEndpointId>>>>,
        /// Only those with this in their URL, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<EndpointOut>>> {
        Ok(Reply::new(
            service::list(&caller.tenant(), &PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0)).await?,
        ))
    }

    /// Have events sent somewhere.
    ///
    /// By an owner or admin, with a step-up. Messages and signatures are those of the Standard Webhooks specification;
    /// the secret appears only in this answer. An org has at most 20 endpoints.
    #[oai(path = "/", method = "post")]
    async fn create_webhook_endpoint(
        &self,
        caller: Caller<CreateEndpoint>,
        body: JsonBody<CreateEndpointIn>,
    ) -> Result<Created<EndpointWithSecretOut>> {
        let tenant = caller.tenant();
        let wanted = service::check(&tenant, body.0)?;
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        Ok(Created::new(service::create(&tenant, proof, admission, wanted).await?))
    }

    /// Look at an endpoint.
    #[oai(path = "/:id", method = "get")]
    async fn get_webhook_endpoint(
        &self,
        caller: Caller<GetEndpoint>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
    ) -> Result<Reply<EndpointOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?))
    }

    /// Change an endpoint.
    ///
    /// Absent is unchanged, `null` clears. Turning it off gives up what is still to be sent there.
    #[oai(path = "/:id", method = "patch")]
    async fn update_webhook_endpoint(
        &self,
        caller: Caller<UpdateEndpoint>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
        body: JsonBody<UpdateEndpointIn>,
    ) -> Result<Reply<EndpointOut>> {
        let (tenant, proof) = (caller.tenant(), caller.stepped_up()?);
        Ok(Reply::new(service::update(&tenant, proof, id.0.0, body.0).await?))
    }

    /// Delete an endpoint.
    ///
    /// With the log of what was sent there, and what is still to be sent.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_webhook_endpoint(
        &self,
        caller: Caller<DeleteEndpoint>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
    ) -> Result<Reply<Deleted>> {
        service::delete(&caller.tenant(), caller.stepped_up()?, id.0.0).await?;
        Ok(Reply::deleted())
    }

    /// Give an endpoint another secret.
    ///
    /// The new one appears only in this answer. Until the overlap is over, messages carry a signature by each.
    #[oai(path = "/:id/rotate-secret", method = "post")]
    async fn rotate_webhook_secret(
        &self,
        caller: Caller<RotateSecret>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
        body: OptionalBody<RotateSecretIn>,
    ) -> Result<Created<EndpointWithSecretOut>> {
        let overlap = Duration::from_secs(u64::from(body.0.overlap_seconds.unwrap_or(OVERLAP)));
        let (tenant, proof) = (caller.tenant(), caller.stepped_up()?);
        Ok(Created::new(service::rotate(&tenant, proof, id.0.0, overlap).await?))
    }

    /// Send an endpoint a message that means nothing.
    ///
    /// Its event is `webhook.test`. The answer doesn't wait for it; the endpoint's deliveries show what became of it.
    #[oai(path = "/:id/test", method = "post")]
    async fn test_webhook_endpoint(
        &self,
        caller: Caller<TestEndpoint>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
    ) -> Result<Accepted<DeliveryOut>> {
        let tenant = caller.tenant();
        service::get(&tenant, id.0.0).await?;
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        Ok(Accepted::new(delivery::test(&tenant, proof, admission, id.0.0).await?))
    }

    /// List what was sent to an endpoint, newest first.
    ///
    /// Kept for 30 days.
    #[oai(path = "/:id/deliveries", method = "get")]
    async fn list_webhook_deliveries(
        &self,
        caller: Caller<ListDeliveries>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
        /// Only those that stand there.
        status: Query<Option<Text<DeliveryStatus>>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<WebhookDeliveryId>>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<DeliveryOut>>> {
        let (status, page) = (status.0.map(|status| status.0), PageIn::new(limit.0, cursor.0).counting(total.0));
        Ok(Reply::new(delivery::list(&caller.tenant(), id.0.0, status, &page).await?))
    }

    /// Send what an endpoint missed.
    ///
    /// Events of while it was turned off, or from before it was made, and messages that were given up; none twice. They come
    /// with the `webhook-id` that they had or would have had, and the instant at which they happened.
    #[oai(path = "/:id/replay", method = "post")]
    async fn replay_webhooks(
        &self,
        caller: Caller<Replay>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
        body: JsonBody<ReplayIn>,
    ) -> Result<Accepted<ReplayedOut>> {
        let tenant = caller.tenant();
        service::get(&tenant, id.0.0).await?;
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        Ok(Accepted::new(replay(&tenant, proof, admission, id.0.0, &body.0).await?))
    }

    /// Send a message once more.
    ///
    /// The same message, with the same `webhook-id`, from the first attempt on. One that waits for its next attempt is sent now.
    #[oai(path = "/:id/deliveries/:deliveryId/redeliver", method = "post")]
    async fn redeliver_webhook(
        &self,
        caller: Caller<Redeliver>,
        /// The endpoint's id.
        id: Path<Text<WebhookEndpointId>>,
        /// The delivery's id.
        #[oai(name = "deliveryId")]
        delivery: Path<Text<WebhookDeliveryId>>,
    ) -> Result<Accepted<DeliveryOut>> {
        let (tenant, id, delivery) = (caller.tenant(), id.0.0, delivery.0.0);
        delivery::find(&tenant, tenant.read(), id, delivery).await?;
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        Ok(Accepted::new(delivery::redeliver(&tenant, proof, admission, id, delivery).await?))
    }
}
