/** What an agent is for new contacts. That she is busy is no presence: it follows from her work (`shownAs`). */
export const PRESENCES = [
  "ready",
  "not_ready",
  "break",
  "after_work",
  /** 缓一缓: a moment for herself after a customer who insulted her (days, G26). Ends by itself; no break, and no quota counts it. */
  "recovery",
  "auto_away",
  "logging_out",
  "offline",
] as const;
export type Presence = (typeof PRESENCES)[number];

/** What she may choose herself, when she likes; the others come with signing out, by the engine, or after an insult. */
export const CHOSEN = ["ready", "not_ready", "break", "after_work"] as const satisfies readonly Presence[];
export type Chosen = (typeof CHOSEN)[number];

/** What set her so, where she did not: the engine, or a supervisor by her `actorName`. */
export type Cause = "no_answer" | "no_input" | `staff:${string}`;

export type Mover = "agent" | "supervisor" | "engine";

type Moves = Readonly<Partial<Record<Presence, readonly Mover[]>>>;

/** Only without work: a lost or forced session hands its work over first. */
const OFFLINE: readonly Mover[] = ["agent", "supervisor", "engine"];

const AWAY: Moves = {
  offline: OFFLINE,
  logging_out: ["agent"],
  ready: ["agent"],
  not_ready: ["agent", "supervisor"],
  break: ["agent"],
  after_work: ["agent"],
  recovery: ["agent"],
};

/** From where to where, and who may (seats section 1.2). What is not here is illegal. */
const MOVES: Readonly<Record<Presence, Moves>> = {
  ready: { ...AWAY, auto_away: ["engine"] },
  not_ready: AWAY,
  break: AWAY,
  after_work: AWAY,
  // Hers until it is over: nobody takes it from her, and she gets no longer one by asking again.
  recovery: {
    offline: OFFLINE,
    logging_out: ["agent"],
    ready: ["agent", "engine"],
    not_ready: ["agent"],
    break: ["agent"],
    after_work: ["agent"],
  },
  // Back only by her own act: whoever was not there has to show that she is.
  auto_away: AWAY,
  // Asked to sign out, she may stay after all.
  logging_out: { offline: OFFLINE, ready: ["agent"], not_ready: ["agent"] },
  offline: {},
};

export const mayMove = (from: Presence, to: Presence, by: Mover): boolean =>
  MOVES[from][to]?.includes(by) ?? false;

/** The one word under which an agent is shown: derived, never stored. */
export type Shown = Presence | "busy" | "working" | "reconnecting";

/** In a fixed order: gone, silent, what she chose, then what she has to do. */
export function shownAs(
  {
    presence,
    used,
    capacity,
  }: { readonly presence: Presence; readonly used: number; readonly capacity: number },
  silent: boolean,
): Shown {
  if (presence === "offline") return "offline";
  if (silent) return "reconnecting";
  if (presence !== "ready" || used === 0) return presence;
  return used >= capacity ? "busy" : "working";
}
