/** What a person may be allowed to do, noun.verb. Every action and every question of the API names one. */
export const PERMISSIONS = [
  "staff.read",
  "staff.write",
  "role.read",
  "queue.read",
  "queue.write",
  "seat.read",
  "seat.write",
  /** Sign in on a seat and set one's own presence. */
  "seat.use",
  /** Who is where, waiting and serving; see and change it for others. */
  "floor.read",
  "floor.write",
  /** Accept, answer, note, end, wrap up one's own contacts. */
  "contact.serve",
  /** One's own contacts and what waits in one's queues. */
  "contact.read",
  /** Everybody's. */
  "contact.read_all",
  /** 确认已发, 重新发送. */
  "outbox.resolve",
  "ticket.read",
  "ticket.write",
  "canned.write",
  "reason.write",
  "knowledge.read",
  "knowledge.write",
  "setting.read",
  "setting.write",
  /** CRMs that tickets are logged to. */
  "connector.read",
  "connector.write",
  /** Official accounts: how they are connected, and how they fare. */
  "account.read",
  "account.write",
  "report.read",
  "audit.read",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What an action or a question asks of whoever calls: one of these, merely to be signed in, or nothing. */
export type Asked = Permission | "signed_in" | "public";
