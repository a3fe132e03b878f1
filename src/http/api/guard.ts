import type { Context } from "koa";

import { Fault } from "../../core/kernel/fault.ts";
import type { Contract } from "../contract/contract.ts";

const KEY = /^[\x21-\x7e]{1,64}$/;

/**
 * A page of another site can make a browser call us with our cookie. It cannot set this header without asking first,
 * nor hide where it comes from; and the cookie is SameSite=Lax besides.
 * @throws Fault `origin_wrong`
 */
export function guardOrigin(ctx: Context, publicUrl: string | undefined): void {
  const origin = ctx.get("origin");
  const own =
    publicUrl === undefined
      ? URL.canParse(origin) && new URL(origin).origin === origin && new URL(origin).host === ctx.get("host")
      : origin === new URL(publicUrl).origin;
  if (own && ctx.get("x-seatbridge") === "1") return;
  throw new Fault("origin_wrong", "The call comes from another site and was refused.");
}

/**
 * The call's Idempotency-Key; needed by whoever changes something as a person who is signed in.
 * @throws Fault `idempotency_key_missing`
 */
export function readKey(ctx: Context, contract: Contract): string | undefined {
  if (contract.method === "GET" || contract.permission === "public") return undefined;
  const key = ctx.get("idempotency-key");
  if (KEY.test(key)) return key;
  throw new Fault(
    "idempotency_key_missing",
    "The call needs an Idempotency-Key of 1 to 64 visible characters.",
  );
}
