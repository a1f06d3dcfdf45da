// Times in words, in the language of the page.
import { getLocale } from "$lib/paraglide/runtime";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export function relative(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(getLocale(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export const exact = (at: string) =>
  new Intl.DateTimeFormat(getLocale(), { dateStyle: "medium", timeStyle: "medium" }).format(new Date(at));

export const day = (at: string) => new Intl.DateTimeFormat(getLocale(), { dateStyle: "medium" }).format(new Date(at));

/** Days from now on, as the API wants an instant. */
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** An amount in the currency's smallest unit. */
export function money(amount: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(getLocale(), { style: "currency", currency });
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    return `${amount} ${currency}`;
  }
}

export function bytes(size: number): string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const step = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), steps.length - 1);
  const format = { style: "unit", unit: steps[step], unitDisplay: "short", maximumFractionDigits: step === 0 ? 0 : 1 } as const;
  return new Intl.NumberFormat(getLocale(), format).format(size / 1000 ** step);
}
