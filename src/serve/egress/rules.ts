/** Which proxies there are, as the environment says it. */
export type EgressRules = {
  readonly https: string | undefined;
  readonly http: string | undefined;
  /** NO_PROXY: hosts, with a port or without, `.example.com` and `example.com` with all beneath, `*` for all. */
  readonly direct: string;
};

/** A proxy without its user and password, and what these make as a header. */
export type ProxyOf = { readonly uri: string; readonly token: string | undefined };

/** This machine is never reached through another one. */
const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;
const PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/** By which proxy an address is reached; undefined: directly. */
export function proxyFor({ https, http, direct }: EgressRules): (url: URL) => ProxyOf | undefined {
  const proxies: Readonly<Record<string, ProxyOf | undefined>> = {
    "https:": https === undefined ? undefined : proxyOf(https),
    "http:": http === undefined ? undefined : proxyOf(http),
  };
  const exceptions = direct
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "");
  return (url) =>
    LOOPBACK.test(url.hostname) || exceptions.some((entry) => covers(entry, url))
      ? undefined
      : proxies[url.protocol];
}

function covers(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === "*") return true;
  const [, name = "", only] = /^(\[[^\]]*\]|[^:]*)(?::([0-9]+))?$/.exec(entry) ?? [];
  if (name === "" || (only !== undefined && only !== (port || PORTS[protocol]))) return false;
  const domain = name.replace(/^\*?\./, "");
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function proxyOf(address: string): ProxyOf {
  const { protocol, host, username, password } = new URL(address);
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    uri: `${protocol}//${host}`,
    token: username === "" ? undefined : `Basic ${Buffer.from(user).toString("base64")}`,
  };
}
