import { ProxyAgent, fetch as fetchBy } from "undici";

import type { Fetch } from "../../kit/http/exchange.ts";
import { type EgressRules, type ProxyOf, proxyFor } from "./rules.ts";

const AUTH_REQUIRED = "407";
/** Codes of a connection that never stood: through a proxy it is the proxy's. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const CAUSES_MAX = 5;
const TUNNEL_REFUSED = /^Proxy response \(([0-9]{3})\)/;
const AUTH_WANTED = /^Proxy Authentication Required/;

/**
 * The one way out, for platforms, CRMs and media alike: direct, or through the house's proxy (HTTPS_PROXY, HTTP_PROXY,
 * NO_PROXY). What the proxy itself says is never taken for the platform's word: it fails as `proxy_refused`,
 * `proxy_auth`, `proxy_unreachable`, and as nothing is handed over before the tunnel stands, as "not sent".
 */
export function createEgress(rules: EgressRules): Fetch {
  const proxyOf = proxyFor(rules);
  const agents = new Map<string, ProxyAgent>();
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const proxy = proxyOf(url);
    if (proxy === undefined) return fetch(input, init);
    const response = await through(agentOf(agents, url, proxy), url, init).catch((error: unknown) => {
      throw ofProxy(error);
    });
    // Without a tunnel the proxy answers in the platform's place.
    if (String(response.status) !== AUTH_REQUIRED) return response;
    await response.body?.cancel();
    throw failure("proxy_auth");
  };
}

/** Only what is encrypted goes by a tunnel: many proxies open none to other ports than 443. */
export function agentOf(agents: Map<string, ProxyAgent>, { protocol }: URL, proxy: ProxyOf): ProxyAgent {
  const key = `${protocol} ${proxy.uri}`;
  const known = agents.get(key);
  if (known !== undefined) return known;
  const { uri, token } = proxy;
  const agent = new ProxyAgent({
    uri,
    proxyTunnel: protocol === "https:",
    ...(token !== undefined && { token }),
  });
  agents.set(key, agent);
  return agent;
}

/** By its own name for the same thing: the types of the two are not one, what they do is. */
const through = (dispatcher: ProxyAgent, url: URL, init: RequestInit | undefined): Promise<Response> =>
  fetchBy(url, { ...init, dispatcher } as Parameters<typeof fetchBy>[1]) as unknown as Promise<Response>;

/** Why it failed is what was thrown, or stands somewhere among its causes. */
export function ofProxy(error: unknown): unknown {
  for (const cause of causesOf(error)) {
    const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
    const said = typeof message === "string" ? message : "";
    const status = TUNNEL_REFUSED.exec(said)?.[1];
    if (status === AUTH_REQUIRED || AUTH_WANTED.test(said)) return failure("proxy_auth");
    if (status !== undefined) return failure("proxy_refused");
    if (typeof code === "string" && UNREACHABLE.has(code)) return failure("proxy_unreachable");
  }
  return error;
}

/** By shape: an error of Node's own need not be an instance of this realm's Error. */
function causesOf(error: unknown): readonly Properties[] {
  const causes: Properties[] = [];
  let cause = error;
  while (cause !== undefined && causes.length < CAUSES_MAX) {
    const known = propertiesOf(cause);
    causes.push(known);
    cause = known["cause"];
  }
  return causes;
}

type Properties = { readonly [name: string]: unknown };
const propertiesOf = (value: unknown): Properties =>
  typeof value === "object" && value !== null ? (value as Properties) : {};

/** In the shape in which `fetch` fails: the code stands in the cause. */
const failure = (code: string): TypeError => new TypeError("fetch failed", { cause: { code } });
