/** What a person may be allowed to do, noun.verb. Every action and every question of the API names one. */
export const PERMISSIONS = [
  "staff.read",
  "staff.write",
  "role.read",
  "queue.read",
  "queue.write",
  /** Write presets (大促预案), and switch them on and off. */
  "preset.write",
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
  /** Put a fan on the platform's blacklist, and take her off it. */
  "fan.block",
  /** What is said of us in public, and our answers. */
  "social.read",
  "social.answer",
  /** The second pair of eyes before something of ours is public. */
  "social.approve",
  /** 确认已发, 重新发送. */
  "outbox.resolve",
  "ticket.read",
  "ticket.write",
  "canned.write",
  "reason.write",
  "knowledge.read",
  /** Write drafts, and ask for them to be looked over. */
  "knowledge.write",
  /** What the bot says from now on: publish, bring back, withdraw. */
  "knowledge.publish",
  "setting.read",
  "setting.write",
  /** CRMs that tickets are logged to. */
  "connector.read",
  "connector.write",
  /** Official accounts: how they are connected, and how they fare. */
  "account.read",
  "account.write",
  /** How what platforms take is shared out between people and the bot. */
  "spending.write",
  "report.read",
  "audit.read",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What an action or a question asks of whoever calls: one of these, merely to be signed in, or nothing. */
export type Asked = Permission | "signed_in" | "public";
