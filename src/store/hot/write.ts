import type { Client } from "pg";

import type { Contact } from "../../core/contact/contact.ts";
import type {
  AttachmentRow,
  BatchWrite,
  ContactChange,
  EventRow,
  InboxRow,
  MessageRow,
  NewThread,
  NoticeAnswerRow,
  NoticeReportRow,
  RatingChange,
  ThreadChange,
} from "../../flow/ports.ts";
import { contactRow } from "../contact/contact-row.ts";
import { WRITE } from "./write-sql.ts";

/** Makes a batch true, or throws and leaves nothing behind. `stored`: its messages are rows of the inbox already. */
export async function writeBatch(client: Client, write: BatchWrite, stored: boolean): Promise<void> {
  const kind = stored ? "stored" : isUsual(write) ? "usual" : "seldom";
  const values = parameters(write, kind === "usual" ? talkParameter : wholeParameter);
  // The last are of the seldom parts alone.
  await client.query({
    name: `hot.write.${kind}`,
    text: WRITE[kind],
    values: kind === "usual" ? values.slice(0, -SELDOM_VALUES) : values,
  });
}

const SELDOM_VALUES = 4;

const isUsual = (write: BatchWrite): boolean =>
  write.attachments.length === 0 &&
  write.ratings.length === 0 &&
  write.noticeAnswers.length === 0 &&
  write.noticeReports.length === 0 &&
  !write.newThreads.some(cameByScene) &&
  !write.threads.some(cameByScene) &&
  write.contacts.every(({ before, contact }) => isTalk(contact) && (before === undefined || isTalk(before)));

const cameByScene = ({ sceneId }: { readonly sceneId?: string }): boolean => sceneId !== undefined;

/** The bot has it and is not pausing, nor is a queue meant for it: all that changes is what the bot remembers. */
const isTalk = ({ state, turn, queueId }: Contact): boolean =>
  state === "bot" && turn === undefined && queueId === undefined;

type ToParameter = (change: ContactChange, place: Place) => object;

/** The parameters of WRITE. Names are short, since every byte is parsed twice: here and there. */
function parameters(write: BatchWrite, contactParameter: ToParameter): unknown[] {
  const { ids, place } = createPlaces();
  return [
    moment(write.at),
    rows(write.threads, (row) => threadChangeParameter(row, place)),
    rows(write.newThreads, (row) => threadParameter(row, place)),
    rows(write.contacts, (row) => contactParameter(row, place)),
    rows(write.inbox, (row) => inboxParameter(row, place)),
    rows(write.messages, (row) => messageParameter(row, place)),
    rows(write.events, (row) => eventParameter(row, place)),
    write.laneId,
    write.batch,
    write.settled,
    ids,
    rows(write.attachments, (row) => attachmentParameter(row, place)),
    rows(write.ratings, (row) => ratingParameter(row, place)),
    rows(write.noticeAnswers, (row) => answerParameter(row, place)),
    rows(write.noticeReports, reportParameter),
  ];
}

type Place = (id: string | undefined) => number | undefined;

/** Ids by their place, counted from 1 as PostgreSQL does. */
function createPlaces(): { readonly ids: readonly string[]; readonly place: Place } {
  const ids: string[] = [];
  const places = new Map<string, number>();
  const place: Place = (id) => {
    if (id === undefined) return undefined;
    const known = places.get(id);
    if (known !== undefined) return known;
    const next = ids.push(id);
    places.set(id, next);
    return next;
  };
  return { ids, place };
}

const rows = <Row>(all: readonly Row[], toParameter: (row: Row) => object): string =>
  all.length === 0 ? "[]" : JSON.stringify(all.map(toParameter));

const threadChangeParameter = (
  { conversationId, was, seq, served, sceneId }: ThreadChange,
  place: Place,
): object => ({
  c: place(conversationId),
  w: was,
  s: seq,
  v: served?.contactId,
  y: served?.staffId,
  z: served?.ticketId,
  e: sceneId,
});

const threadParameter = (row: NewThread, place: Place): object => ({
  i: row.identityId,
  n: row.identityIsNew,
  c: place(row.conversationId),
  a: row.accountId,
  x: row.externalId,
  s: row.seq,
  e: row.sceneId,
});

const inboxParameter = (row: InboxRow, place: Place): object => ({
  k: row.key,
  a: row.accountId,
  c: place(row.conversationId),
  s: row.seq,
  r: row.replySeq,
  st: row.state,
  ru: row.rule,
  w: row.raw,
  x: row.sender,
  so: row.storedOrder,
});

function messageParameter(message: MessageRow, place: Place): object {
  const { conversationId, seq, contactId, author, content, leaves } = message;
  const row = {
    c: place(conversationId),
    s: seq,
    k: place(contactId),
    w: author,
    l: leaves?.class,
    f: leaves?.passive?.forSeq,
    p: leaves?.passive?.ms,
  };
  return content.kind === "entry"
    ? { ...row, e: content.entryId, v: content.version }
    : { ...row, b: content };
}

function eventParameter({ subject, subjectId, seq, actor, event }: EventRow, place: Place): object {
  const { code, ...data } = event;
  return { u: subject, i: place(subjectId), s: seq, w: actor, o: code, d: data };
}

const attachmentParameter = (row: AttachmentRow, place: Place): object => ({
  c: place(row.conversationId),
  s: row.seq,
  k: row.kind,
  e: row.externalId,
  u: row.url,
});

const ratingParameter = ({ contactId, was, eventSeq, score }: RatingChange, place: Place): object => ({
  k: place(contactId),
  w: was,
  e: eventSeq,
  r: score,
});

const answerParameter = (row: NoticeAnswerRow, place: Place): object => ({
  c: place(row.conversationId),
  s: row.seq,
  n: row.item,
  t: row.templateId,
  y: row.accepted,
  g: row.inSettings,
});

const reportParameter = ({ externalId, accountId, delivered, code }: NoticeReportRow): object => ({
  x: externalId,
  a: accountId,
  d: delivered,
  o: code,
});

/** What a contact keeps for its whole life goes along only when it is new. */
function talkParameter({ before, contact, ...at }: ContactChange, place: Place): object {
  const { id, eventSeq, asked, askedAt, misses, lastEntryId, lane, greeted, ticketId, createdAt, dueAt } =
    contact;
  const step = {
    k: place(id),
    c: place(at.conversationId),
    w: before?.eventSeq,
    e: eventSeq,
    // An array of uuids, as PostgreSQL writes it.
    q: asked.length === 0 ? undefined : `{${asked.join(",")}}`,
    qa: askedAt === undefined ? undefined : moment(askedAt),
    m: misses,
    le: lastEntryId,
    l: lane,
    g: greeted,
  };
  if (before !== undefined) return step;
  return { ...step, a: at.accountId, t: ticketId, d: dueAt === undefined ? undefined : dueAt - createdAt };
}

const wholeParameter = ({ before, contact, ...at }: ContactChange, place: Place): object => ({
  c: place(at.conversationId),
  a: at.accountId,
  w: before?.eventSeq,
  r: contactRow(contact),
});

const moment = (at: number): string => new Date(at).toISOString();
