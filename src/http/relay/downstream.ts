import { isIP } from "node:net";

import { isPrivateAddress } from "../../core/relay/address.ts";
import type { Downstream } from "../../core/relay/downstream.ts";
import type { CallDownstream, DownstreamAnswer, PassedCall } from "../../flow/relay/ports.ts";
import { createDirect } from "./direct.ts";
import { type Known, type Parts, readAnswer, Refused } from "./known.ts";
import type { Through } from "./through.ts";

/**
 * Calls servers of somebody else's, directly or through the house's proxy. No redirect is followed, nothing is
 * decompressed. What a name leads to is looked at where the connection is made; a proxy's names are the proxy's to forbid.
 */
export function createCallDownstream(
  elapsed: () => number,
  through: Through = () => undefined,
): { readonly call: CallDownstream; readonly close: () => void } {
  const direct = createDirect(elapsed);
  return {
    async call(downstream, passed, ms) {
      const began = elapsed();
      const tookMs = (): number => Math.round(elapsed() - began);
      try {
        const url = new URL(downstream.url);
        refusePrivate(downstream, url);
        const proxied = through(url);
        const parts = partsOf(passed, url);
        const known =
          proxied === undefined
            ? await direct.call(downstream, url, parts, ms)
            : await byProxy(proxied, parts, ms);
        return outcomeOf(known, tookMs());
      } catch (error) {
        return { kind: "failed", code: codeOf(error), tookMs: tookMs() };
      }
    },
    close: () => direct.close(),
  };
}

function refusePrivate({ privateAllowed }: Downstream, { hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (!privateAllowed && isIP(host) !== 0 && isPrivateAddress(host)) throw new Refused("address_private");
}

function partsOf({ method, query, contentType, userAgent, body }: PassedCall, url: URL): Parts {
  const search = [url.search.slice(1), query].filter((part) => part !== "").join("&");
  return {
    method,
    // As text, unread: read and written again it would not be the same bytes, and signatures stand in it.
    path: `${url.pathname}${search === "" ? "" : `?${search}`}`,
    headers: {
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...(userAgent === undefined ? {} : { "user-agent": userAgent }),
      "accept-encoding": "identity",
      "content-length": String(body.length),
    },
    body,
  };
}

async function byProxy(call: NonNullable<ReturnType<Through>>, parts: Parts, ms: number): Promise<Known> {
  const { statusCode, headers, body } = await call({
    ...parts,
    signal: AbortSignal.timeout(Math.max(0, Math.round(ms))),
  });
  return readAnswer(statusCode, headers, body);
}

/** Only a success is an answer that a platform may be handed: all else would be shown to the fan as our fault. */
function outcomeOf(known: Known, tookMs: number): DownstreamAnswer {
  return known.status >= 200 && known.status < 300
    ? { kind: "answered", ...known, tookMs }
    : { kind: "failed", code: `status_${known.status}`, tookMs };
}

/**
 * Node's code or ours; never an address. By shape: an error of Node's own need not be of this realm's Error. What a
 * proxy says stands in the cause, as where `fetch` fails.
 */
function codeOf(error: unknown): string {
  if (propertyOf(error, "name") === "TimeoutError") return "timed_out";
  const codes = [propertyOf(error, "code"), propertyOf(propertyOf(error, "cause"), "code")];
  return codes.find((code): code is string => typeof code === "string") ?? "failed";
}

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
