import { setTimeout as delay } from "node:timers/promises";
import { type Console, Refused } from "./console.ts";
import type { Story } from "./story.ts";

/** An agent of the demo: she sits down, takes what is offered and says what the story has for her. */
export type Robot = {
  readonly name: string;
  /** The contact of this fan that she has in hand. */
  readonly contactOf: (openid: string) => InHand | undefined;
  readonly reply: (contact: InHand, text: string) => Promise<void>;
  readonly note: (contact: InHand, text: string) => Promise<void>;
  readonly finish: (contact: InHand, wrapUp: Story["wrapUp"]) => Promise<void>;
  readonly run: (signal: AbortSignal) => Promise<void>;
};

export type InHand = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly state: string;
  readonly fan: { readonly externalId: string };
};

type Snapshot = {
  readonly session: { readonly presence: string } | null;
  readonly contacts: readonly InHand[];
  readonly offers: readonly { readonly offerId: string }[];
};

const LOOK_MS = 1_000;
const LISTEN_AGAIN_MS = 2_000;

export function createRobot(
  console: Console,
  { name, seat, onTrouble }: { name: string; seat: string; onTrouble: (error: unknown) => void },
): Robot {
  let contacts: readonly InHand[] = [];

  async function look(): Promise<void> {
    const snapshot = await console.call<Snapshot>("GET", "/desk");
    contacts = snapshot.contacts;
    await sitDown(console, snapshot, seat);
    for (const { offerId } of snapshot.offers) await console.call("POST", `/offers/${offerId}/accept`);
  }

  return {
    name,
    contactOf: (openid) => contacts.find(({ fan, state }) => fan.externalId === openid && state === "active"),
    async reply({ conversationId }, text) {
      await console.call("POST", `/conversations/${conversationId}/replies`, { text });
    },
    async note({ conversationId }, text) {
      await console.call("POST", `/conversations/${conversationId}/notes`, { text });
    },
    async finish({ contactId }, wrapUp) {
      await console.call("POST", `/contacts/${contactId}/end`);
      await console.call("POST", `/contacts/${contactId}/wrap-up`, await formOf(console, wrapUp));
    },
    async run(signal) {
      await Promise.all([again(look, LOOK_MS), again(() => console.listen(signal), LISTEN_AGAIN_MS)]);

      async function again(work: () => Promise<void>, pauseMs: number): Promise<void> {
        while (!signal.aborted) {
          await work().catch((error: unknown) => {
            // Somebody was quicker, or the offer was over: the next look tells.
            if (!signal.aborted && !(error instanceof Refused && error.status === 409)) onTrouble(error);
          });
          await delay(pauseMs, undefined, { signal }).catch(() => undefined);
        }
      }
    },
  };
}

type Seats = {
  readonly items: readonly { readonly id: string; readonly number: string }[];
};

async function sitDown(console: Console, { session }: Snapshot, seatNumber: string): Promise<void> {
  if (session?.presence === "ready") return;
  if (session !== null) {
    await console.call("PUT", "/seat/presence", { to: "ready" });
    return;
  }
  const { items } = await console.call<Seats>("GET", "/seat/choices");
  const seat = items.find(({ number }) => number === seatNumber);
  if (seat === undefined) throw new Error(`There is no seat ${seatNumber}.`);
  await console.call("POST", "/seat/session", { seatId: seat.id, presence: "ready" });
}

type Reasons = { readonly items: readonly { readonly id: string; readonly key: string }[] };

const NEXT_STEP_MS = 8 * 3_600_000;

async function formOf(console: Console, { reason, outcome, note, next }: Story["wrapUp"]): Promise<object> {
  const { items } = await console.call<Reasons>("GET", "/reasons");
  const found = items.find(({ key }) => key === reason) ?? items.at(-1);
  return {
    ...(found === undefined ? {} : { reasonId: found.id }),
    outcome,
    note,
    ...(next === undefined
      ? {}
      : { nextStep: next, nextDueAt: new Date(Date.now() + NEXT_STEP_MS).toISOString() }),
  };
}
