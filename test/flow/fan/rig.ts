import { randomFillSync } from "node:crypto";

import { createIds } from "../../../src/core/kernel/id.ts";
import { createFans } from "../../../src/flow/fan/fans.ts";
import { fanRoutes } from "../../../src/http/routes/platform/fans.ts";
import { fanStore } from "../../../src/store/fan/fan-store.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { type Answer, browser, openApiNode } from "../../support/api.ts";
import { type Agent, type DeskFloor, openDeskFloor } from "../../support/desk.ts";
import type { KeptFans } from "./platform.ts";

/** A shop whose platform knows its fans, the loop by hand, and the desk's calls. */
export type FanRig = {
  readonly floor: DeskFloor;
  readonly refused: string[];
  readonly troubles: unknown[];
  /** Rounds until one finds nothing. */
  readonly settle: () => Promise<void>;
  readonly tick: (ms: number) => void;
  readonly card: (agent: Agent, conversationId: string) => Promise<Card>;
  readonly post: (agent: Agent, conversationId: string, path: string, body?: object) => Promise<Answer>;
  readonly remove: (agent: Agent, conversationId: string, path: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

export type Card = {
  readonly known: {
    readonly follows: boolean | null;
    readonly remark: string | null;
    readonly labels: readonly string[];
    readonly scene: string | null;
    readonly blockedAt: string | null;
  } | null;
  readonly stale: boolean;
  readonly labels: readonly string[];
  readonly changes: readonly {
    id: string;
    kind: string;
    value: string | null;
    state: string;
    code: string | null;
  }[];
  readonly others: readonly { identityId: string; accountName: string; mergeId: string | null }[];
};

export async function openFanRig(platforms: (accountId: string) => KeptFans | undefined): Promise<FanRig> {
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  const floor = await openDeskFloor();
  const connect = createConnection(floor.url);
  const refused: string[] = [];
  const troubles: unknown[] = [];
  const accounts = async (): Promise<string[]> =>
    (await floor.tables.rows<{ id: string }>("SELECT id FROM account ORDER BY created_at")).map(
      ({ id }) => id,
    );
  let known: string[] = [];
  const fans = createFans({
    store: fanStore(inTurns(connect)),
    clock,
    ids: createIds(Date.now, (bytes) => randomFillSync(bytes)),
    watch: {
      trouble: (_, error) => void troubles.push(error),
      refused: (_, what, code) => void refused.push(`${what} ${code}`),
    },
    channels: () =>
      known.flatMap((accountId) => {
        const platform = platforms(accountId);
        return platform === undefined
          ? []
          : [{ accountId, profiles: platform.profiles, labels: platform.labels }];
      }),
  });
  const meansOf = (accountId: string) => {
    const platform = platforms(accountId);
    return {
      hasProfiles: platform !== undefined,
      labels: platform?.labels.limits,
      remarkCharsMax: platform?.profiles.remarkCharsMax,
      canBlock: platform !== undefined,
    };
  };
  const node = await openApiNode({ url: floor.url, routes: fanRoutes(meansOf), clock });
  return {
    floor,
    refused,
    troubles,
    async settle() {
      known = await accounts();
      while ((await fans.round()) > 0);
    },
    tick: (ms) => void (ahead += ms),
    async card(agent, id) {
      const answer = await browser(node, agent.cookie)("GET", `/conversations/${id}/fan`);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return answer.body as Card;
    },
    post: (agent, id, path, body) =>
      browser(node, agent.cookie)("POST", `/conversations/${id}/fan/${path}`, body),
    remove: (agent, id, path) => browser(node, agent.cookie)("DELETE", `/conversations/${id}/fan/${path}`),
    async close() {
      await (await connect()).end();
      await node.close();
      await floor.close();
      if (node.bugs.length > 0) throw node.bugs[0];
    },
  };
}
