// For services behind Almond: asks it whether the key that came with a request is good. Works on the standard `Request` and
// `Response`, with an adapter for each of Hono, Express and Fastify that needs none of them.
import { createAlmond, type AlmondOptions } from "./client.js";
import { verifyApiKey } from "./generated/index.js";
import type { Scope, VerifiedApiKey } from "./generated/index.js";

export interface GateOptions extends AlmondOptions {
  /** The scope that a key must have. */
  scope?: Scope;
  /**
   * For how many seconds a good key is not asked about again; 0 unless said. While it isn't, a key that was revoked is still
   * taken: at 0, a revocation holds from the next request on.
   */
  cacheSeconds?: number;
}

/** The key was good. */
export interface Verdict {
  key: VerifiedApiKey | null;
  /** What to answer if it was not. */
  refusal: { status: number; code: string; message: string; headers: Record<string, string> } | null;
}

export type Gate = (authorization: string | null | undefined) => Promise<Verdict>;

const MOST_CACHED = 10_000;

/** Judges the `Authorization` header of a request. */
export function createGate(options: GateOptions): Gate {
  const client = createAlmond(options);
  const cache = new Map<string, { key: VerifiedApiKey; until: number }>();
  const lifetime = (options.cacheSeconds ?? 0) * 1000;
  return async (authorization) => {
    const presented = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization ?? "")?.[1];
    if (presented === undefined) return refused(401, "UNAUTHORIZED", "An API key is required", 'Bearer realm="api"');
    const digest = lifetime > 0 ? await sha256(presented) : "";
    const cached = cache.get(digest);
    if (cached !== undefined && cached.until > Date.now()) return { key: cached.key, refusal: null };
    cache.delete(digest);
    let key: VerifiedApiKey;
    try {
      const body = { key: presented, ...(options.scope === undefined ? {} : { scope: options.scope }) };
      key = (await verifyApiKey({ client, body })).data;
    } catch {
      // Never let through what could not be asked about.
      return refused(503, "UNAVAILABLE", "The key could not be verified", null);
    }
    if (!key.valid) {
      return key.code === "INSUFFICIENT_SCOPE"
        ? refused(403, "FORBIDDEN", "The key lacks a scope", `Bearer error="insufficient_scope", scope="${options.scope}"`)
        : refused(401, "UNAUTHORIZED", "The API key is not valid", 'Bearer error="invalid_token"');
    }
    if (lifetime > 0) {
      if (cache.size >= MOST_CACHED) cache.delete(cache.keys().next().value as string);
      const ends = key.expiresAt === null ? Infinity : Date.parse(key.expiresAt);
      cache.set(digest, { key, until: Math.min(Date.now() + lifetime, ends) });
    }
    return { key, refusal: null };
  };
}

/** For servers on the fetch standards: gives a `Response` to answer with, or the key. */
export function gateRequest(gate: Gate): (request: Request) => Promise<Response | VerifiedApiKey> {
  return async (request) => {
    const { key, refusal } = await gate(request.headers.get("authorization"));
    return key ?? Response.json(bodyOf(refusal!), { status: refusal!.status, headers: refusal!.headers });
  };
}

declare global {
  // Express's own types take this up where they are; elsewhere it is nothing.
  namespace Express {
    interface Request {
      /** The key that the request came with, once `forExpress` let it in. */
      almond?: VerifiedApiKey;
    }
  }
}

interface HonoLike {
  req: { raw: Request };
  set(name: string, value: unknown): void;
}

/** Middleware for Hono; the key is `c.get("almond")`. */
export function forHono(gate: Gate) {
  const judge = gateRequest(gate);
  return async (context: HonoLike, next: () => Promise<void>): Promise<Response | void> => {
    const judged = await judge(context.req.raw);
    if (judged instanceof Response) return judged;
    context.set("almond", judged);
    await next();
  };
}

interface ExpressRequest {
  headers: { authorization?: string | undefined };
  almond?: VerifiedApiKey;
}
interface ExpressResponse {
  status(code: number): ExpressResponse;
  set(headers: Record<string, string>): unknown;
  json(body: unknown): unknown;
}

/** Middleware for Express; the key is `request.almond`. */
export function forExpress(gate: Gate) {
  return (request: ExpressRequest, response: ExpressResponse, next: (error?: unknown) => void): void => {
    gate(request.headers.authorization).then(({ key, refusal }) => {
      if (refusal !== null) {
        response.set(refusal.headers);
        response.status(refusal.status).json(bodyOf(refusal));
        return;
      }
      request.almond = key!;
      next();
    }, next);
  };
}

interface FastifyReply {
  code(status: number): FastifyReply;
  headers(headers: Record<string, string>): FastifyReply;
  send(body: unknown): unknown;
}

/** An `onRequest` hook for Fastify; the key is `request.almond`. */
export function forFastify(gate: Gate) {
  return async (request: ExpressRequest, reply: FastifyReply): Promise<unknown> => {
    const { key, refusal } = await gate(request.headers.authorization);
    if (refusal !== null) return reply.code(refusal.status).headers(refusal.headers).send(bodyOf(refusal));
    request.almond = key!;
    return undefined;
  };
}

function bodyOf(refusal: NonNullable<Verdict["refusal"]>): unknown {
  return { success: false, error: { code: refusal.code, message: refusal.message } };
}

function refused(status: number, code: string, message: string, challenge: string | null): Verdict {
  const headers: Record<string, string> = { "cache-control": "no-store" };
  if (challenge !== null) headers["www-authenticate"] = challenge;
  return { key: null, refusal: { status, code, message, headers } };
}

/** So that the cache keeps no keys. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
