import type { ClientBase } from "pg";

import type { ConversationStore } from "../../action/conversation/ports.ts";
import type { ListStore } from "../../action/list/ports.ts";
import { reasonOf } from "../contact/reason.ts";
import { readWindows, waitingToLeave } from "../send/ledger.ts";
import { askOn } from "./floor.ts";
import { pullingOf } from "../world/pull.ts";
import { awaitedBy, awaitFan, forgetFan } from "../work/awaited.ts";
import { headOf, markRead, mayRead, profileOf, renameFan } from "./conversation.ts";
import { countsOf, listPage } from "./list.ts";
import { readRows } from "./row.ts";
import { threadPage } from "./thread.ts";

export const conversationStore = (client: ClientBase): ConversationStore => ({
  mayRead: (id, reach) => mayRead(client, id, reach),
  head: (id, staffId) => headOf(client, id, staffId),
  messages: (id, cursor, at) => threadPage(client, id, cursor, at),
  reason: (id, seq) => reasonOf(client, id, seq),
  markRead: (staffId, id, seq) => markRead(client, staffId, id, seq),
  async accountOf(id) {
    const { rows } = await client.query<{ accountId: string }>(
      'SELECT account_id::text AS "accountId" FROM conversation WHERE id = $1',
      [id],
    );
    return rows[0]?.accountId;
  },
  async places(conversationId, rules, at, hold = false) {
    // First what is held: whatever has left by then is in the windows.
    const waiting = await waitingToLeave(client, conversationId, hold);
    return { windows: await readWindows(client, rules, { conversationId }, at), waiting };
  },
  profile: (id) => profileOf(client, id),
  await: (staffId, id, at) => awaitFan(client, staffId, id, at),
  forget: (staffId, id) => forgetFan(client, staffId, id),
  awaitedBy: async (staffId) => (await awaitedBy(askOn(client), [staffId])).get(staffId) ?? [],
  rename: (id, profile) => renameFan(client, id, profile),
});

export const listStore = (client: ClientBase): ListStore => ({
  page: (query) => listPage(client, query),
  pulling: (staffId, within) => pullingOf(client, { staffId, within }),
  rows: (staffId, contactIds) => readRows(client, staffId, contactIds),
  counts: (reach, midnight) => countsOf(client, reach, midnight),
});
