import { shallowRef } from "vue";

import { call, onSessionEnded } from "../api/call.ts";
import type { Answer } from "../api/endpoints.ts";
import { Refusal } from "../api/refusal.ts";
import { useZone } from "../parts/zone.ts";
import { closeStream, line, openStream } from "../api/stream.ts";

/** Who is signed in. */
export type Me = Answer<"GET /session">;
export type Permission = Me["permissions"][number];

/** `undefined` until the server has been asked, `null` where nobody is signed in. */
export const me = shallowRef<Me | null>();
/** True until somebody has made the first administrator. */
export const needsSetup = shallowRef(false);

/** @throws {Refusal} where the server could not be asked. */
export async function askWhoIAm(): Promise<void> {
  const [meta, who] = await Promise.all([call("GET /meta"), whoIAm()]);
  useZone(meta.zone);
  needsSetup.value = meta.needsSetup;
  if (who === null) me.value = null;
  else take(who);
}

async function whoIAm(): Promise<Me | null> {
  try {
    return await call("GET /session");
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }
}

/** @throws {Refusal} */
export async function signIn(login: string, password: string): Promise<void> {
  take(await call("POST /session", { body: { login, password } }));
}

/** @throws {Refusal} */
export async function setUp(first: {
  readonly token: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
}): Promise<void> {
  take(await call("POST /setup", { body: first }));
}

/** @throws {Refusal} */
export async function acceptInvitation(token: string, password: string): Promise<void> {
  take(await call("POST /invitations/accept", { body: { token, password } }));
}

export async function signOut(): Promise<void> {
  await call("DELETE /session");
  closeStream();
  me.value = null;
}

/** Whether the signed-in person may. Hides what would be refused; the server decides. */
export function may(permission: Permission): boolean {
  return me.value?.permissions.includes(permission) ?? false;
}

function take(found: Me): void {
  me.value = found;
  needsSetup.value = false;
  openStream();
}

/** Ended elsewhere, or too old: the page stays as it is, under an overlay, so that no word is lost. */
onSessionEnded(() => {
  if (me.value != null && line.value.kind !== "ended") closeStream("ended");
});
