import type { WriteFailure } from "../../flow/ports.ts";

/** must(), unique violation, deadlock, serialization: somebody else was there first. */
const RACED: ReadonlySet<string> = new Set(["P0409", "23505", "40P01", "40001"]);
const LOCKED = "55P03";
/** Shutting down, starting up, too many connections, killed by an operator, timed out, read-only, out of space. */
const UNREACHABLE = /^(08|57|53|25006|58)/;
/** What Node and pg say where the server does not: these carry no SQLSTATE. */
const NETWORK = /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_)/;
const CONNECTION_LOST =
  /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/** What an error of a statement says about the batch. An error of our own is one message's poison, too. */
export function failureOf(error: unknown): WriteFailure {
  const code = textOf(error, "code");
  if (RACED.has(code)) return "raced";
  if (code === LOCKED) return "locked";
  if (UNREACHABLE.test(code) || NETWORK.test(code) || CONNECTION_LOST.test(textOf(error, "message")))
    return "unreachable";
  return "poison";
}

/** By shape: an error of Node's own need not be an instance of this realm's Error. */
export function textOf(error: unknown, key: "code" | "message"): string {
  const value = typeof error === "object" && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === "string" ? value : "";
}
