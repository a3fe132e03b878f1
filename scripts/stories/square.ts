import type { House } from "./house.ts";
import type { Published } from "./fan.ts";
import type { FoundInPublic } from "./judge.ts";

/** What is said in public, by the names that a story gives its posts. */
export type Square = {
  /** Somebody of ours has seen it and gives its address: looks for mentions are minutes apart. */
  readonly show: (name: string, published: Published) => Promise<void>;
  readonly midOf: (name: string) => string;
  /** By a listening vendor's file: the door that tells of followers. */
  readonly hear: (
    name: string,
    by: { readonly text: string; readonly author: string; readonly followers: number },
  ) => Promise<void>;
  readonly look: (name: string) => Promise<FoundInPublic | undefined>;
  readonly answer: (name: string, text: string) => Promise<void>;
};

type Line = Omit<FoundInPublic, "needs"> & {
  readonly id: string;
  readonly mid: string;
  readonly postMid: string;
};
type Lines = { readonly items: readonly Line[] };
type Thread = { readonly gate: { readonly needs: readonly string[] } };
type Accounts = { readonly items: readonly { readonly id: string; readonly name: string }[] };

const VIEWS = ["waiting", "approval", "answered", "dismissed", "counted"] as const;
const ACCOUNT = "yuhe-weibo";

/** The last number of a post that a vendor told of. One for all stories: they begin in the same moment. */
let drawn = BigInt(Date.now()) * 1_000n;

export function openSquare({
  console,
}: {
  readonly console: Pick<House["console"], "call" | "upload">;
}): Square {
  const mids = new Map<string, string>();

  const midOf = (name: string): string => {
    const mid = mids.get(name);
    if (mid === undefined) throw new Error(`Nobody has posted ${name}.`);
    return mid;
  };

  async function accountId(): Promise<string> {
    const { items } = await console.call<Accounts>("GET", "/social/accounts");
    const account = items.find((one) => one.name === ACCOUNT);
    if (account === undefined) throw new Error(`There is no account ${ACCOUNT}.`);
    return account.id;
  }

  async function lineOf(name: string): Promise<Line | undefined> {
    const mid = midOf(name);
    for (const view of VIEWS) {
      const { items } = await console.call<Lines>("GET", `/social/threads?view=${view}&limit=200`);
      const line = items.find((one) => one.mid === mid || one.postMid === mid);
      if (line !== undefined) return line;
    }
    return undefined;
  }

  return {
    midOf,
    async show(name, { id, url }) {
      if (id === undefined || url === undefined) throw new Error(`${name} was not published.`);
      mids.set(name, id);
      await console.call("POST", "/social/link", { accountId: await accountId(), link: url });
    },
    async hear(name, { text, author, followers }) {
      const mid = String((drawn += 1n));
      mids.set(name, mid);
      const row = [mid, text, String(drawn), new Date().toISOString(), author, String(followers)];
      const file = `mid,text,author_id,posted_at,author_name,followers\n${row.map(quoted).join(",")}\n`;
      await console.upload(`/social/accounts/${await accountId()}/file`, "text/csv", file);
    },
    async look(name) {
      const line = await lineOf(name);
      if (line === undefined) return undefined;
      const { gate } = await console.call<Thread>("GET", `/social/threads/${line.id}`);
      return { ...line, needs: gate.needs };
    },
    async answer(name, text) {
      const line = await lineOf(name);
      if (line === undefined) throw new Error(`${name} has not come in.`);
      await console.call("POST", `/social/threads/${line.id}/answers`, { mid: line.mid, text });
    },
  };
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
