import type { SeenReply } from "../../emulator/wechat/index.ts";

/** One delivery of a message: refused or cut off, or acknowledged with what the fan then saw. */
export type Delivery =
  | { readonly kind: "broken" }
  | { readonly kind: "try_again"; readonly status: number }
  | { readonly kind: "acknowledged"; readonly seen: SeenReply };

/** What a fan wrote and what came of it, as the platform knows it. `order`: her first, second … message. */
export type Told = {
  readonly fan: string;
  readonly order: number;
  readonly messageId: string;
  readonly text: string;
  readonly deliveries: readonly Delivery[];
};

/** What the database says afterwards. */
export type Ledger = {
  readonly inbox: readonly InboxRow[];
  readonly messages: readonly MessageRow[];
  readonly outbox: readonly OutboxRow[];
};

export type InboxRow = {
  readonly messageId: string;
  readonly state: string;
  readonly conversation: string | null;
  readonly seq: number | null;
  readonly reply: number | null;
};
export type MessageRow = {
  readonly conversation: string;
  readonly seq: number;
  readonly author: string;
  readonly words: string;
  /** An event says that a turn ended with the message before it. */
  readonly endsTurn: boolean;
};
export type OutboxRow = { readonly conversation: string; readonly seq: number; readonly state: string };

const ends: ReadonlySet<string> = new Set(["answered", "waiting", "ignored", "dead"]);

/** Every promise that was broken, in words; none where nothing was lost, doubled, mixed up or left lying. */
export function violations(history: readonly Told[], ledger: Ledger): readonly string[] {
  return [
    ...history.flatMap((told) => ofMessage(told, ledger)),
    ...ordersOf(history, ledger),
    ...ofConversations(ledger),
  ];
}

function ofMessage(told: Told, ledger: Ledger): readonly string[] {
  const { messageId, deliveries } = told;
  const rows = ledger.inbox.filter((row) => row.messageId === messageId);
  const acknowledged = deliveries.some(({ kind }) => kind === "acknowledged");
  if (rows.length > 1) return [`${messageId} was taken in ${rows.length} times`];
  const [row] = rows;
  if (row === undefined) return acknowledged ? [`${messageId} was acknowledged and is lost`] : [];
  if (!ends.has(row.state)) return [`${messageId} is left lying as ${row.state}`];

  const found: string[] = [];
  const said = messageAt(ledger, row.conversation, row.seq);
  if (row.state !== "dead" && (said?.author !== "fan" || said.words !== told.text)) {
    found.push(`${messageId} is not in its thread as it was written`);
  }
  return [...found, ...ofReply(told, row, ledger)];
}

/** What the fan saw is what was written down, once, and always the same. */
function ofReply({ messageId, deliveries }: Told, row: InboxRow, ledger: Ledger): readonly string[] {
  const reply = messageAt(ledger, row.conversation, row.reply);
  const seen = deliveries.flatMap((delivery) =>
    delivery.kind === "acknowledged" && delivery.seen.kind !== "nothing" ? [delivery.seen] : [],
  );
  const found = seen.flatMap((one) => {
    if (one.kind === "trouble") return [`the fan of ${messageId} saw trouble: ${one.why}`];
    if (reply === undefined) return [`the fan of ${messageId} saw a reply that is nowhere`];
    return one.text === reply.words
      ? []
      : [`the fan of ${messageId} saw another reply than was written down`];
  });
  if (row.state === "answered" && reply?.author !== "bot")
    found.push(`${messageId} is answered without an answer`);
  if (row.reply === null) return found;

  const out = ledger.outbox.filter((one) => one.conversation === row.conversation && one.seq === row.reply);
  if (out.length !== 1) found.push(`the reply to ${messageId} is ${out.length} times in the outbox`);
  const acknowledged = deliveries.some(({ kind }) => kind === "acknowledged");
  // Acknowledged, never seen, and taken for seen: the fan waits for ever.
  if (acknowledged && seen.length === 0 && out[0]?.state === "passive") {
    found.push(`the reply to ${messageId} was never seen and counts as left`);
  }
  return found;
}

/** A fan's messages stand in her thread in the order in which she sent them. */
function ordersOf(history: readonly Told[], ledger: Ledger): readonly string[] {
  return [...groups(history, ({ fan }) => fan)].flatMap(([fan, tolds]) => {
    const places = tolds
      .toSorted((a, b) => a.order - b.order)
      .flatMap(({ messageId }) => ledger.inbox.find((row) => row.messageId === messageId)?.seq ?? []);
    const sorted = places.every((seq, index) => index === 0 || seq > (places[index - 1] ?? 0));
    return sorted ? [] : [`the messages of ${fan} are out of order: ${places.join(" ")}`];
  });
}

/** Numbers without gaps or repeats; every word of ours is the reply to exactly one message, or to a turn. */
function ofConversations({ inbox, messages, outbox }: Ledger): readonly string[] {
  const found: string[] = [];
  for (const [conversation, rows] of groups(messages, (row) => row.conversation)) {
    const numbers = rows.map(({ seq }) => seq).toSorted((a, b) => a - b);
    if (numbers.some((seq, index) => seq !== index + 1)) {
      found.push(`the numbers of ${conversation} are ${numbers.join(" ")}`);
    }
    const own = inbox.filter((row) => row.conversation === conversation);
    for (const { seq, author, endsTurn } of rows) {
      if (author === "fan" && own.filter((row) => row.seq === seq).length !== 1) {
        found.push(`message ${seq} of ${conversation} came from nowhere`);
      }
      const answered = own.filter((row) => row.reply === seq).length;
      if (author === "bot" && answered !== 1 && !(answered === 0 && endsTurn)) {
        found.push(`reply ${seq} of ${conversation} answers nothing, or too much`);
      }
    }
  }
  for (const { conversation, seq } of outbox) {
    if (!messages.some((row) => row.conversation === conversation && row.seq === seq)) {
      found.push(`outbox ${seq} of ${conversation} says nothing`);
    }
  }
  return found;
}

function messageAt({ messages }: Ledger, conversation: string | null, seq: number | null) {
  return messages.find((row) => row.conversation === conversation && row.seq === seq);
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}
