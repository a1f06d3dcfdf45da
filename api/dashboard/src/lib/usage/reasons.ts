// Why keys are refused: words and a colour for each reason, in the order in which people want to know.
import type { UsageRefusals } from "$lib/client";
import * as m from "$lib/paraglide/messages";

export const REASONS: [keyof UsageRefusals, () => string, string][] = [
  ["revoked", m.usage_revoked, "--plot-1"],
  ["expired", m.usage_expired, "--plot-2"],
  ["disabled", m.usage_disabled, "--plot-3"],
  ["insufficientScope", m.usage_insufficient_scope, "--plot-4"],
  ["forbiddenAddress", m.usage_forbidden_address, "--plot-5"],
  ["rateLimited", m.usage_rate_limited, "--plot-6"],
  ["usageExceeded", m.usage_exceeded, "--plot-7"],
  ["forbidden", m.usage_forbidden, "--plot-8"],
];
