// Passkeys in the browser: the ceremonies of the API, given to the authenticator and back.
import { startAuthentication, startRegistration, WebAuthnError } from "@simplewebauthn/browser";
import { beginLoginPasskey, beginPasskey, beginStepUpPasskey, createPasskey, loginPasskey, stepUpPasskey } from "$lib/client";
import { ask, call } from "$lib/api";
import * as m from "$lib/paraglide/messages";

/** The API hands options as WebAuthn's JSON has them, some below `publicKey`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const options = (given: any) => given.publicKey ?? given;

export async function signIn(conditional: boolean) {
  const { ceremonyId, publicKey } = await ask(() => beginLoginPasskey({ body: {} }));
  const credential = await startAuthentication({ optionsJSON: options(publicKey), useBrowserAutofill: conditional });
  const body = { ceremonyId, credential: credential as never, session: "cookie" as const };
  return ask(() => loginPasskey({ body }));
}

export async function stepUp() {
  const { ceremonyId, publicKey } = await ask(() => beginStepUpPasskey({ body: {} }));
  const credential = await startAuthentication({ optionsJSON: options(publicKey) });
  return ask(() => stepUpPasskey({ body: { ceremonyId, credential } as never }));
}

export async function enrol(name: string) {
  const reason = m.passkey_add_reason();
  const { ceremonyId, publicKey } = await call(() => beginPasskey({ body: {} }), reason);
  const credential = await startRegistration({ optionsJSON: options(publicKey) });
  return call(() => createPasskey({ body: { ceremonyId, credential: credential as never, name } }), reason);
}

/** As `enrol`, for who has no factor yet: there is nothing to confirm it with. */
export async function enrolFirst(name: string) {
  const { ceremonyId, publicKey } = await ask(() => beginPasskey({ body: {} }));
  const credential = await startRegistration({ optionsJSON: options(publicKey) });
  return ask(() => createPasskey({ body: { ceremonyId, credential: credential as never, name } }));
}

/** True if the person, or the browser in favour of another ceremony, ended it. */
export const wasGivenUp = (error: unknown) =>
  (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")) ||
  (error instanceof WebAuthnError && error.code === "ERROR_CEREMONY_ABORTED");
