import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { CAST, DEMO_PASSWORD } from "../../../emulator/demo/cast.ts";
import { type Console, openConsole, Refused } from "../../../emulator/demo/console.ts";
import { createRobot, type InHand, type Robot } from "../../../emulator/demo/robot.ts";
import type { Place } from "../house/house.ts";
import type { AgentSaid } from "../witness/told.ts";

/** Agents at their seats, one a node, who serve whoever wishes for a person. */
export type Agents = {
  readonly said: readonly AgentSaid[];
  /** They act no more, and stay at their seats. */
  readonly rest: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The same act again, where nobody knows whether it was done. */
const AGAIN_MS = 500;
const AGAIN_MAX = 30;
const LOOK_MS = 400;
/** What an agent says before she ends a talk. */
const WORDS_MAX = 3;
const BAD_GATEWAY = 500;
const WRAP_UP = { reason: "", outcome: "solved", note: "好" } as const;

export async function openAgents(places: readonly Place[], fans: readonly string[]): Promise<Agents> {
  const members = CAST.filter(({ seat }) => seat !== undefined);
  const said: AgentSaid[] = [];
  const rest = new AbortController();
  const stop = new AbortController();
  const running = await Promise.all(
    places.map(async ({ node }, n) => {
      const { login = "", name = "", seat = "" } = members[n] ?? {};
      const console = openConsole(node.url);
      await console.call("POST", "/session", { login, password: DEMO_PASSWORD });
      // What it stumbles over while its node is away is what this is about; the witnesses tell what came of it.
      const robot = createRobot(persistent(console, stop.signal), { name, seat, onTrouble: () => undefined });
      return { sits: robot.run(stop.signal), serves: serve(robot, login, fans, said, rest.signal) };
    }),
  );
  return {
    said,
    async rest() {
      rest.abort();
      await Promise.all(running.map(({ serves }) => serves));
    },
    async stop() {
      stop.abort();
      await Promise.all(running.map(({ sits }) => sits));
    },
  };
}

/** Asks again under the same key until the server has said something. */
const persistent = (console: Console, signal: AbortSignal): Console => ({
  ...console,
  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const key = randomUUID();
    for (let tries = 1; ; tries += 1) {
      try {
        return await console.call<Answer>(method, path, body, key);
      } catch (error) {
        const isKnown = error instanceof Refused && error.status < BAD_GATEWAY;
        if (isKnown || method === "GET" || tries === AGAIN_MAX || signal.aborted) throw error;
        await pause(AGAIN_MS);
      }
    }
  },
});

/** Says a few words to each of the fans whom it has in hand, then ends the talk. */
async function serve(
  robot: Robot,
  login: string,
  fans: readonly string[],
  said: AgentSaid[],
  signal: AbortSignal,
): Promise<void> {
  const counts = new Map<string, number>();
  let words = 0;

  async function work(contact: InHand): Promise<void> {
    const count = counts.get(contact.contactId) ?? 0;
    counts.set(contact.contactId, count + 1);
    if (count >= WORDS_MAX) return robot.finish(contact, WRAP_UP).catch(() => undefined);
    const text = `${login} ${(words += 1)}`;
    const outcome = await robot.reply(contact, text).then(
      () => "taken" as const,
      (error: unknown) =>
        error instanceof Refused && error.status < BAD_GATEWAY ? ("refused" as const) : ("unknown" as const),
    );
    said.push({ conversation: contact.conversationId, words: text, outcome });
  }

  while (!signal.aborted) {
    for (const fan of fans) {
      const contact = robot.contactOf(fan);
      if (contact !== undefined && !signal.aborted) await work(contact);
    }
    await pause(LOOK_MS);
  }
}
