import type { ClientBase } from "pg";

import type { CoverStore } from "../../action/cover/ports.ts";
import { covers } from "./covers.ts";

const MAY = /* sql */ `SELECT 1 FROM contact t WHERE t.id = $1 AND ${covers("$2::uuid")}`;

const KNOW = /* sql */ `
  UPDATE cover SET known_at = $3 WHERE conversation_id = $1 AND owner_id = $2 AND ended_at IS NOT NULL AND known_at IS NULL`;

/** 代管, as people act in it. */
export const coverStore = (client: ClientBase): CoverStore => ({
  mayAnswer: async (contactId, staffId) => (await client.query(MAY, [contactId, staffId])).rowCount === 1,
  async know(conversationId, staffId, at) {
    await client.query(KNOW, [conversationId, staffId, new Date(at)]);
  },
});
