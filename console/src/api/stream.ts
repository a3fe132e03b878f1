import { shallowRef } from "vue";

import type { StreamFrame } from "../../../src/http/contract/desk/desk.ts";
import { call } from "./call.ts";
import { Refusal } from "./refusal.ts";

export type LineState =
  /** `crowded`: the server gave this person's line to newer pages of hers. */
  | { readonly kind: "idle" | "online" | "ended" | "crowded" }
  /** The n-th try; `at` is when the next one starts, milliseconds since the epoch. */
  | { readonly kind: "reconnecting"; readonly n: number; readonly at: number };

/** The state of the line to the server, for the bar above the page and whoever must not send blindly. */
export const line = shallowRef<LineState>({ kind: "idle" });

type Frame = StreamFrame;
export type FrameName = Frame["event"];
export type FrameData<Name extends FrameName> = Extract<Frame, { readonly event: Name }>["data"];
type Listener = (data: unknown) => void;

const NAMES = [
  "hello",
  "desk",
  "messages",
  "sends",
  "presence",
  "ping",
  "bye",
] as const satisfies readonly FrameName[];
const ADDRESS = "/api/v1/stream";
const PING_MS = 10_000;
/** A half-open line stays open and silent for ever (measured); two missed pings end it. */
const SILENCE_MS_MAX = 2 * PING_MS + 1_000;
const FIRST_RETRY_MS = 500;
const RETRY_MS_MAX = 15_000;

const listeners = new Map<FrameName, Set<Listener>>();
let source: EventSource | undefined;
let heardAt = 0;
let retry: number | undefined;
let watchdog: number | undefined;

/**
 * Hears every frame of this name until the returned function is called. On each new line the server first tells the
 * whole state, so a listener replaces what it knew; it never has to ask what it missed.
 */
export function onFrame<Name extends FrameName>(
  name: Name,
  listener: (data: FrameData<Name>) => void,
): () => void {
  const heard = listeners.get(name) ?? new Set();
  listeners.set(name, heard.add(listener as Listener));
  return () => void heard.delete(listener as Listener);
}

/** Opens the line and keeps it until `closeStream`. */
export function openStream(): void {
  if (line.value.kind === "online" || line.value.kind === "reconnecting") return;
  watchdog = window.setInterval(watch, 1_000);
  addEventListener("online", retryNow);
  addEventListener("offline", lose);
  document.addEventListener("visibilitychange", onVisible);
  connect();
}

export function closeStream(kind: "idle" | "ended" | "crowded" = "idle"): void {
  clearInterval(watchdog);
  clearTimeout(retry);
  removeEventListener("online", retryNow);
  removeEventListener("offline", lose);
  document.removeEventListener("visibilitychange", onVisible);
  source?.close();
  source = undefined;
  line.value = { kind };
}

/** At once instead of when the wait is over: the button in the bar. */
export function retryNow(): void {
  if (line.value.kind === "crowded") return openStream();
  if (line.value.kind !== "reconnecting") return;
  clearTimeout(retry);
  connect();
}

function connect(): void {
  source?.close();
  heardAt = Date.now();
  const opened = new EventSource(ADDRESS);
  source = opened;
  for (const name of NAMES) {
    opened.addEventListener(name, (event: MessageEvent<string>) => {
      heardAt = Date.now();
      if (name === "hello") line.value = { kind: "online" };
      const data: unknown = event.data === "" ? undefined : JSON.parse(event.data);
      if (name === "bye") return bye(data as FrameData<"bye">);
      for (const listener of listeners.get(name) ?? []) listener(data);
    });
  }
  opened.addEventListener("error", lose);
}

/** Silent for too long, also after a laptop's sleep. */
function watch(): void {
  if (source !== undefined && Date.now() - heardAt > SILENCE_MS_MAX) lose();
}

function onVisible(): void {
  if (document.visibilityState !== "visible") return;
  watch();
  retryNow();
}

function bye({ code }: FrameData<"bye">): void {
  if (code === "session_ended") closeStream("ended");
  else if (code === "too_many_streams") closeStream("crowded");
  else lose();
}

/** The browser's own reconnecting neither backs off nor shows itself; it is ours from here. */
function lose(): void {
  source?.close();
  source = undefined;
  const n = line.value.kind === "reconnecting" ? line.value.n + 1 : 1;
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (n - 1), RETRY_MS_MAX) * (0.75 + Math.random() / 2);
  line.value = { kind: "reconnecting", n, at: Date.now() + waitMs };
  clearTimeout(retry);
  retry = window.setTimeout(() => void reconnect(), waitMs);
}

/** An EventSource does not tell a refusal from a broken line; this question does. */
async function reconnect(): Promise<void> {
  try {
    await call("GET /session");
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return closeStream("ended");
  }
  if (line.value.kind === "reconnecting" && source === undefined) connect();
}
