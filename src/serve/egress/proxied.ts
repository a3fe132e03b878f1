import type { ProxyAgent } from "undici";

import type { Through } from "../../http/relay/through.ts";
import { agentOf, ofProxy } from "./egress.ts";
import { type EgressRules, proxyFor } from "./rules.ts";

/**
 * The same way out for calls whose path and query must leave as they came: `fetch` would read and write them anew. Of
 * an address that is reached directly: undefined.
 */
export function createThrough(rules: EgressRules): Through {
  const proxyOf = proxyFor(rules);
  const agents = new Map<string, ProxyAgent>();
  return (url) => {
    const proxy = proxyOf(url);
    if (proxy === undefined) return undefined;
    const agent = agentOf(agents, url, proxy);
    // On a connection of its own: one that was kept may be closed just as we write.
    return (request) =>
      agent.request({ ...request, origin: url.origin, reset: true }).catch((error: unknown) => {
        throw ofProxy(error);
      });
  };
}
