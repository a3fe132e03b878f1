import type { Told } from "../witness/told.ts";

/** What the database says of messages afterwards. */
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
  /** An event says why it was said though no one message asked for it: a turn's end, an invitation, a notice. */
  readonly byEvent: boolean;
};
export type OutboxRow = { readonly conversation: string; readonly seq: number; readonly state: string };

const ends: ReadonlySet<string> = new Set(["answered", "waiting", "ignored", "dead"]);
/** What left, or is to leave, by the platform's interface. */
const byInterface: ReadonlySet<string> = new Set(["queued", "sending", "accepted"]);

/** Every promise about messages that was broken, in words; none where nothing was lost, doubled, mixed up or left lying. */
export function messageViolations(history: readonly Told[], ledger: Ledger): readonly string[] {
  const index = indexOf(ledger);
  return [
    ...history.flatMap((told) => ofMessage(told, index)),
    ...ordersOf(history, index),
    ...ofConversations(ledger, index),
  ];
}

type Index = {
  readonly inbox: ReadonlyMap<string, readonly InboxRow[]>;
  readonly messages: ReadonlyMap<string, MessageRow>;
  readonly outbox: ReadonlyMap<string, readonly OutboxRow[]>;
};

const at = (conversation: string | null, seq: number | null): string => `${conversation} ${seq}`;

const indexOf = ({ inbox, messages, outbox }: Ledger): Index => ({
  inbox: groups(inbox, ({ messageId }) => messageId),
  messages: new Map(messages.map((row) => [at(row.conversation, row.seq), row])),
  outbox: groups(outbox, (row) => at(row.conversation, row.seq)),
});

function ofMessage(told: Told, index: Index): readonly string[] {
  const { messageId, deliveries } = told;
  const rows = index.inbox.get(messageId) ?? [];
  const acknowledged = deliveries.some(({ kind }) => kind === "acknowledged");
  if (rows.length > 1) return [`${messageId} was taken in ${rows.length} times`];
  const [row] = rows;
  if (row === undefined) return acknowledged ? [`${messageId} was acknowledged and is lost`] : [];
  if (!ends.has(row.state)) return [`${messageId} is left lying as ${row.state}`];

  const found: string[] = [];
  const said = index.messages.get(at(row.conversation, row.seq));
  if (row.state !== "dead" && (said?.author !== "fan" || said.words !== told.text)) {
    found.push(`${messageId} is not in its thread as it was written`);
  }
  return [...found, ...ofReply(told, row, index)];
}

/** What the fan saw is what was written down, once, and always the same. */
function ofReply({ messageId, deliveries }: Told, row: InboxRow, index: Index): readonly string[] {
  const reply = index.messages.get(at(row.conversation, row.reply));
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

  const out = index.outbox.get(at(row.conversation, row.reply)) ?? [];
  const [left] = out;
  if (out.length !== 1) found.push(`the reply to ${messageId} is ${out.length} times in the outbox`);
  const acknowledged = deliveries.some(({ kind }) => kind === "acknowledged");
  // Acknowledged, never seen, and taken for seen: the fan waits for ever.
  if (acknowledged && seen.length === 0 && left?.state === "passive") {
    found.push(`the reply to ${messageId} was never seen and counts as left`);
  }
  if (seen.length > 0 && left !== undefined && byInterface.has(left.state)) {
    found.push(`the reply to ${messageId} was seen and is ${left.state} once more`);
  }
  return found;
}

/**
 * A fan's messages stand in her thread in the order in which she sent them. One that the platform has given up may
 * still be under way then, and come late.
 */
function ordersOf(history: readonly Told[], index: Index): readonly string[] {
  const heard = history.filter((told) => told.deliveries.some(({ kind }) => kind === "acknowledged"));
  return [...groups(heard, ({ fan }) => fan)].flatMap(([fan, tolds]) => {
    const places = tolds
      .toSorted((a, b) => a.order - b.order)
      .flatMap(({ messageId }) => index.inbox.get(messageId)?.[0]?.seq ?? []);
    const sorted = places.every((seq, place) => place === 0 || seq > (places[place - 1] ?? 0));
    return sorted ? [] : [`the messages of ${fan} are out of order: ${places.join(" ")}`];
  });
}

/** Numbers without gaps or repeats; every word of ours is the reply to exactly one message, or an event says why. */
function ofConversations({ inbox, messages, outbox }: Ledger, index: Index): readonly string[] {
  const found: string[] = [];
  const told = groups(inbox, (row) => at(row.conversation, row.seq));
  const replied = groups(inbox, (row) => at(row.conversation, row.reply));
  for (const [conversation, rows] of groups(messages, (row) => row.conversation)) {
    const numbers = rows.map(({ seq }) => seq).toSorted((a, b) => a - b);
    if (numbers.some((seq, place) => seq !== place + 1)) {
      found.push(`the numbers of ${conversation} are ${numbers.join(" ")}`);
    }
    for (const { seq, author, byEvent } of rows) {
      if (author === "fan" && told.get(at(conversation, seq))?.length !== 1) {
        found.push(`message ${seq} of ${conversation} came from nowhere`);
      }
      const answered = replied.get(at(conversation, seq))?.length ?? 0;
      if (author === "bot" && answered !== 1 && !(answered === 0 && byEvent)) {
        found.push(`reply ${seq} of ${conversation} answers nothing, or too much`);
      }
    }
  }
  for (const { conversation, seq } of outbox) {
    if (!index.messages.has(at(conversation, seq))) {
      found.push(`outbox ${seq} of ${conversation} says nothing`);
    }
  }
  return found;
}

export function groups<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}
