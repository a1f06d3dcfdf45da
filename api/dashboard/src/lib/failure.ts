// Why a sign-in with a provider failed, as the query of the page says where it ended.
import { Refusal } from "$lib/api";
import * as m from "$lib/paraglide/messages";

const words: Record<string, () => string> = {
  access_denied: m.failure_access_denied,
  account_disabled: m.failure_account_disabled,
  account_exists: m.failure_account_exists,
  domain_not_allowed: m.error_domain,
  email_not_verified: m.failure_email_not_verified,
  invalid_state: m.failure_invalid_state,
  not_invited: m.error_not_invited,
  provider_error: m.failure_provider_error,
  provider_unavailable: m.failure_provider_unavailable,
  sign_up_closed: m.error_closed,
};

/** Only words that are known are shown: anybody can make a link with others. */
export const failureInWords = (error: string | null): Refusal | null =>
  error === null ? null : new Refusal(401, { message: (words[error] ?? m.failure_unknown)() });
