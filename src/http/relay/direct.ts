import { lookup } from "node:dns";
import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";

import { isPrivateAddress } from "../../core/relay/address.ts";
import type { Downstream } from "../../core/relay/downstream.ts";
import { type Known, type Parts, readAnswer, Refused } from "./known.ts";

const SOCKETS_MAX = 128;
const IDLE_SOCKETS_MAX = 16;

/** Calls without a proxy, on connections that are kept. */
export function createDirect(elapsed: () => number) {
  const pools = { any: createPool(), publicOnly: createPool() };
  return {
    async call({ privateAllowed }: Downstream, url: URL, parts: Parts, ms: number): Promise<Known> {
      const began = elapsed();
      const pool = privateAllowed ? pools.any : pools.publicOnly;
      const { body, ...rest } = parts;
      const options = { ...rest, ...(privateAllowed ? {} : { lookup: publicLookup }) };
      return once({ url, options, body }, pool, ms).catch((error: unknown) => {
        // The other side closed a kept connection just as we wrote: platforms, too, deliver once more then.
        const left = ms - (elapsed() - began);
        if (error instanceof Stale && left > 0) return once({ url, options, body }, FRESH, left);
        throw error;
      });
    },
    close() {
      for (const pool of Object.values(pools)) for (const agent of Object.values(pool)) agent.destroy();
    },
  };
}

function createPool() {
  const options = { keepAlive: true, maxSockets: SOCKETS_MAX, maxFreeSockets: IDLE_SOCKETS_MAX };
  return { http: new HttpAgent(options), https: new HttpsAgent(options) };
}
type Pool = { readonly http: HttpAgent | false; readonly https: HttpsAgent | false };
/** A connection of its own. */
const FRESH: Pool = { http: false, https: false };

class Stale extends Error {}

type Sent = { readonly url: URL; readonly options: RequestOptions; readonly body: Uint8Array };

function once({ url, options, body }: Sent, pool: Pool, ms: number): Promise<Known> {
  return new Promise((resolve, reject) => {
    const isSafe = url.protocol === "https:";
    const request = isSafe
      ? httpsRequest(url, { ...options, agent: pool.https })
      : httpRequest(url, { ...options, agent: pool.http });
    const timer = setTimeout(() => request.destroy(new Refused("timed_out")), Math.max(0, ms));
    request.once("close", () => clearTimeout(timer));
    request.once("error", (error: NodeJS.ErrnoException) => {
      const isStale = request.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
      reject(isStale ? new Stale() : error);
    });
    request.once("response", (response) => {
      const { statusCode = 0, headers } = response;
      void readAnswer(statusCode, headers, response).then(resolve, reject);
    });
    request.end(body);
  });
}

/** Looked at where the connection is made: a name may lead elsewhere a moment after it was checked. */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return done(error ?? new Refused("ENOTFOUND"), "", 0);
    if (addresses.some(({ address }) => isPrivateAddress(address)))
      return done(new Refused("address_private"), "", 0);
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};
