//! Where a browser ends its session at the provider that ours came from.

use entity::{SessionId, provider_session};
use kernel::state::State;

/// None where the session came from no provider, or from one that has no such place or can't be asked.
pub async fn url(state: &State, session: SessionId) -> Option<String> {
    let row = provider_session::Entity::of_session(session).one(state.db.read()).await.ok()??;
    let provider = state.providers.get(&row.provider, false).ok()?.openid()?;
    match provider.logout_url(&state.config.server.public_url).await {
        Ok(url) => url.map(Into::into),
        Err(trouble) => {
            tracing::warn!(provider = row.provider, why = %trouble, "no way to sign out at a provider");
            None
        }
    }
}
