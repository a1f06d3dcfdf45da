// Machine payments: what keys and people have asked the payment service to charge.
import { call } from "$lib/api";
import { createMachinePayment, listMachinePayments, type MachinePayment, type PaymentStatus } from "$lib/client";
import { money } from "$lib/format";
import * as m from "$lib/paraglide/messages";
import { made, madeBy } from "./parts";
import { resource } from "./types";

const states: Record<PaymentStatus, () => string> = { pending: m.payment_pending, delivered: m.payment_delivered, settled: m.payment_settled, failed: m.payment_failed };
const kinds: Record<PaymentStatus, "plain" | "good" | "warn" | "bad"> = { pending: "warn", delivered: "warn", settled: "good", failed: "bad" };

export const payments = resource<MachinePayment>({
  title: m.nav_payments,
  text: m.payments_text,
  empty: m.payments_empty,
  add: m.payment_new,
  name: ({ description, amount, currency }) => description ?? money(amount, currency),
  columns: [
    { title: m.amount, text: ({ amount, currency }) => money(amount, currency), as: "strong" },
    { title: m.description, text: ({ description }) => description, sub: ({ reference }) => reference },
    { title: m.state, text: ({ status }) => states[status](), sub: ({ failureReason }) => failureReason, as: "badge", kind: ({ status }) => kinds[status] },
    madeBy,
    made,
  ],
  inputs: [
    { name: "amount", label: m.amount, hint: m.amount_hint, as: "number", required: true },
    { name: "currency", label: m.currency, hint: m.currency_hint, required: true, most: 3 },
    { name: "description", label: m.description, most: 1000 },
    { name: "reference", label: m.reference, hint: m.reference_hint, most: 100 },
  ],
  list: ({ cursor, limit }) => call(() => listMachinePayments({ query: { cursor, limit } })),
  create: (body, reason) => call(() => createMachinePayment({ body: body as never, headers: { "Idempotency-Key": crypto.randomUUID() } }), reason),
  byOwners: true,
});
