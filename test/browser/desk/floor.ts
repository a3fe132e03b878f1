import { randomUUID } from "node:crypto";

import { expect } from "@jest/globals";
import type { BrowserContext, Locator, Page } from "playwright-core";

import type { QueuePolicy } from "../../../src/core/queue/policy.ts";
import type { SettingKey } from "../../../src/core/setting/registry.ts";
import type { Open, VisitOptions } from "../support/chromium.ts";
import type { Guard } from "../support/guard.ts";
import { type ConsoleServer, signIn, startConsole } from "../support/console.ts";

/** An agent at her desk: a browser of her own. */
export type Agent = {
  readonly id: string;
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly guard: Guard;
  /** Calls the API as her page does. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
};

/** A fan with her phone: what she does goes through the emulated platform and the real door. */
export type Fan = {
  readonly openid: string;
  readonly name: string;
  readonly says: (...texts: readonly string[]) => Promise<void>;
  /** What she does without a word. */
  readonly does: (deed: object) => Promise<void>;
  /** So much time passes for her, on the platform and in our ledger. */
  readonly waits: (ms: number) => Promise<void>;
  /** The texts that reached her phone, in order. */
  readonly received: () => Promise<readonly string[]>;
  /** The same by the line: what was ready together may have left as one message. */
  readonly lines: () => Promise<readonly string[]>;
  /** The pictures that reached her phone, in order. */
  readonly pictures: () => Promise<readonly Buffer[]>;
  readonly conversationId: () => Promise<string>;
  /** What became of her request, and who sits where: for a test that waits in vain. */
  readonly whereIs: () => Promise<string>;
};

type Seating = {
  readonly capacity?: number;
  readonly presence?: "ready" | "not_ready";
  readonly roles?: readonly ("agent" | "supervisor")[];
};

export type Floor = ConsoleServer & {
  /** Signed in on a seat of her own, ready, with the desk open. */
  readonly agent: (open: Open, name: string, options?: VisitOptions & Seating) => Promise<Agent>;
  readonly fan: (name: string) => Promise<Fan>;
  /** From now on the queue has this policy. */
  readonly policy: (policy: Partial<QueuePolicy>) => Promise<void>;
  /** From now on this number or text is another. */
  readonly setting: (key: SettingKey, value: number | string) => Promise<void>;
  /** What the account's next sends meet at the platform; null: nothing. */
  readonly platformFault: (fault: object | null) => Promise<void>;
  /** What else goes wrong there on purpose. */
  readonly platformTrick: (fan: Fan, trick: "redeliver" | "kill_tokens" | "expire_media") => Promise<void>;
};

type Phone = {
  readonly thread: readonly {
    readonly n: number;
    readonly side: string;
    readonly shows: { readonly kind: string; readonly text?: string; readonly mediaId?: string };
  }[];
};

const WAIT_MS_MAX = 30_000;

/** A server with one queue of this policy, whose fans and agents are real. */
export async function openFloor(
  policy: Partial<QueuePolicy> = { autoAccept: true },
  start: () => Promise<ConsoleServer> = startConsole,
): Promise<Floor> {
  const server = await start();
  const { url, tables } = server;
  const setPolicy = async (next: Partial<QueuePolicy>): Promise<void> =>
    void (await tables.rows("UPDATE queue SET policy = $1", [next]));
  await setPolicy(policy);
  const account = server.server.account.id;

  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${url}/fan/api${path}`, {
      method,
      headers: { "x-seatbridge": "1", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  return {
    ...server,
    agent: (open, name, options) => sitDown(server, open, name, options),
    async fan(name) {
      const { openid } = (await ask("POST", "/fans", { account, name, following: true })) as {
        openid: string;
      };
      const seen = async (): Promise<readonly Phone["thread"][number]["shows"][]> => {
        const phone = (await ask("GET", `/phone?account=${account}&fan=${openid}`)) as Phone;
        return phone.thread.filter(({ side }) => side === "account").map(({ shows }) => shows);
      };
      const received = async (): Promise<readonly string[]> =>
        (await seen()).map(({ text, kind }) => text ?? `[${kind}]`);
      return {
        openid,
        name,
        async says(...texts) {
          for (const text of texts) {
            await ask("POST", "/act", { account, fan: openid, deed: { does: "write", text } });
          }
        },
        does: async (deed) => void (await ask("POST", "/act", { account, fan: openid, deed })),
        waits: async (ms) => void (await ask("POST", "/ahead", { account, fan: openid, ms })),
        received,
        lines: async () => (await received()).flatMap((text) => text.split("\n")),
        async pictures() {
          const shown = (await seen()).filter(({ kind }) => kind === "image");
          return Promise.all(
            shown.map(async ({ mediaId }) => {
              const answer = await fetch(`${url}/emulator/wechat/pictures/${mediaId}`);
              return Buffer.from(await answer.arrayBuffer());
            }),
          );
        },
        conversationId: () =>
          tables.value(
            "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1",
            [openid],
          ),
        whereIs: async () =>
          JSON.stringify([
            await tables.rows(
              `SELECT t.state, t.owner_id FROM contact t JOIN conversation c ON c.id = t.conversation_id
               JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1`,
              [openid],
            ),
            await tables.rows("SELECT staff_id, presence, used, capacity, beat_at FROM agent_session"),
          ]),
      };
    },
    policy: setPolicy,
    async setting(key, value) {
      await tables.rows(
        `INSERT INTO setting (scope, key, value, updated_at, updated_by) VALUES ('all', $1, $2, now(), 'test')
         ON CONFLICT (scope, key) DO UPDATE SET value = EXCLUDED.value`,
        [key, JSON.stringify(value)],
      );
    },
    platformFault: async (fault) => void (await ask("POST", "/fault", { account, fault })),
    platformTrick: async ({ openid }, trick) =>
      void (await ask("POST", "/trick", { account, fan: openid, trick })),
  };
}

async function sitDown(
  server: ConsoleServer,
  open: Open,
  name: string,
  { capacity = 8, presence = "ready", roles = ["agent"], ...visit }: VisitOptions & Seating = {},
): Promise<Agent> {
  const { url, tables } = server;
  const { page, guard } = await open(visit);
  page.setDefaultTimeout(WAIT_MS_MAX);
  const context = page.context();
  // Of the same name is who sat here in a try before this one: what waits now must not be offered to her.
  await tables.rows(
    "UPDATE agent_session SET presence = 'offline', signed_out_at = now() WHERE staff_id IN (SELECT id FROM staff WHERE name = $1)",
    [name],
  );
  const { id } = await signIn(server, context, roles, name);
  await tables.rows("UPDATE staff SET capacity = $2 WHERE id = $1", [id, capacity]);
  await tables.rows("INSERT INTO queue_member (queue_id, staff_id) SELECT id, $1 FROM queue", [id]);
  const seatId = randomUUID();
  await tables.rows(
    "INSERT INTO seat (id, number, group_id) SELECT $1, $2, id FROM queue_group ORDER BY created_at LIMIT 1",
    [seatId, `T-${seatId.slice(0, 6).toUpperCase()}`],
  );
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await context.request.fetch(`${url}/api/v1${path}`, {
      method,
      headers: { "x-seatbridge": "1", "idempotency-key": randomUUID(), origin: url },
      ...(body === undefined ? {} : { data: body }),
    });
    expect({ path, status: answer.status(), body: answer.ok() ? "" : await answer.text() }).toMatchObject({
      body: "",
    });
    const text = await answer.text();
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  };
  await call("POST", "/seat/session", { seatId, presence });
  await page.goto(`${url}/desk`);
  await page.locator('[data-part="status"]').waitFor();
  return { id, name, page, context, guard, call };
}

/** Asks for a person, and waits until this agent has her on the desk. */
export async function serve(agent: Agent, fan: Fan, ...more: readonly string[]): Promise<void> {
  await leaveList(agent.page);
  await fan.says("转人工");
  await rowOf(agent.page, fan)
    .waitFor()
    .catch(async (error: unknown) => {
      throw new Error(`${fan.openid} is not served: ${await fan.whereIs()}`, { cause: error });
    });
  if (more.length > 0) await fan.says(...more);
}

/** Her row in the list. A fan without a name is called by the end of her id. */
export const rowOf = (page: Page, fan: Fan) =>
  page.locator(`[role="option"]`, { hasText: fan.openid.slice(-4) });

/** A list holds still while the pointer is in it. */
export const leaveList = (page: Page): Promise<void> => page.mouse.move(700, 90);

const RELOADS_MAX = 5;
const SHOWN_MS_MAX = 4_000;

/**
 * Reloads until this is shown. For what a test has written into the tables itself, without a new version: a window
 * that comes before the server has missed the old one shares what that one knew.
 */
export async function reloadUntil(what: Locator): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await what.page().reload();
    try {
      return await what.waitFor({ timeout: SHOWN_MS_MAX * tries });
    } catch (error) {
      if (tries === RELOADS_MAX) throw error;
    }
  }
}

export async function openThread(agent: Agent, fan: Fan): Promise<void> {
  await rowOf(agent.page, fan).click();
  await leaveList(agent.page);
  await composerOf(agent.page).waitFor();
}

export const composerOf = (page: Page) => page.locator('[data-part="composer"] textarea');

/** What is said in the open thread, as it is shown. */
export const bubbles = (page: Page) => page.locator('[role="log"] .message .bubble');

/** The last that says this: a second try says it once more. */
export const bubbleWith = (page: Page, text: string) =>
  page.locator('[role="log"] .message', { has: page.getByText(text, { exact: true }) }).last();

/** Waits until it is as wanted; the last answer tells what it was instead. */
export async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  const end = Date.now() + WAIT_MS_MAX;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
