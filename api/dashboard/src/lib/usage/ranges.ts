// The ranges that people look at, as the API is asked for them.
import type { UseSpan } from "$lib/client";
import * as m from "$lib/paraglide/messages";

type Range = { interval: UseSpan; spans: number; words: () => string };

const DAY: Range = { interval: "hour", spans: 24, words: m.usage_24_hours };

export const RANGES: Record<string, Range> = {
  day: DAY,
  week: { interval: "hour", spans: 168, words: m.usage_7_days },
  month: { interval: "day", spans: 30, words: m.usage_30_days },
  quarter: { interval: "day", spans: 90, words: m.usage_90_days },
};

const LENGTH = { hour: 3_600_000, day: 86_400_000 };

/** What the API is asked for to have the range that ends now. */
export function asked(name: string, now = Date.now()) {
  const { interval, spans } = RANGES[name] ?? DAY;
  return { interval, from: new Date(now - (spans - 1) * LENGTH[interval]).toISOString() };
}
