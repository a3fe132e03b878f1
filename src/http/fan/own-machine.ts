import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** What a proxy writes: behind one, everybody comes from this machine. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] as const;

/**
 * Whether the call was made on this machine and to it by its own name: by our own process, or by whoever sits
 * here. The name counts, since a page of another site may have its own name point to this machine.
 */
export function isOwnMachine({ socket, headers }: IncomingMessage): boolean {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  const remote = plain(socket.remoteAddress);
  const local = plain(socket.localAddress);
  const name = hostName(headers.host);
  if (isLoopback(remote)) return name === "localhost" || isLoopback(name);
  return remote !== "" && remote === local && name === local;
}

/** An IPv4 address that came through a socket for both kinds. */
const plain = (address: string | undefined): string => (address ?? "").replace(/^::ffff:/, "");

const isLoopback = (address: string): boolean =>
  address === "::1" || (isIP(address) === 4 && address.startsWith("127."));

function hostName(host: string | undefined): string {
  const url = `http://${host ?? ""}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") : "";
}
