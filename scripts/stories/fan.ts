import { drawDisc } from "../../emulator/demo/picture.ts";
import type { PhoneView, Shown } from "../../src/http/contract/fan/view.ts";
import type { House } from "./house.ts";
import type { Found } from "./judge.ts";

/** A fan of a story: her phone, and what the console tells of her. */
export type StoryFan = {
  readonly openid: string;
  readonly act: (deed: object) => Promise<Published>;
  readonly picture: () => Promise<void>;
  /** Everything of ours that reached her, oldest first. */
  readonly received: () => Promise<readonly string[]>;
  readonly look: () => Promise<Omit<Found, "texts">>;
};

/** Of what she has said in public: its id and its address. */
export type Published = { readonly id?: string; readonly url?: string };

type Row = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly state: string;
  readonly createdAt: string;
  readonly fan: { readonly externalId: string };
  readonly queue: { readonly name: string } | null;
  readonly promisedAt: string | null;
};
type Rows = { readonly items: readonly Row[] };
type Events = {
  readonly items: readonly (Found["events"][number] & { readonly contactId: string | null })[];
};
type Messages = {
  readonly items: readonly {
    readonly type: string;
    readonly content?: { readonly kind: string; readonly text?: string };
  }[];
};

const TABS = ["colleagues", "waiting", "bot", "ended"] as const;
const PIXELS = 120;
const broken = drawDisc(PIXELS, [46, 52, 60], [196, 201, 206]);

export async function openFan({ fans, console }: House, account: string, name: string): Promise<StoryFan> {
  const { openid } = await fans.post<{ openid: string }>("/fans", { account, name, following: true });
  const act = (deed: object) => fans.post<Published>("/act", { account, fan: openid, deed });

  async function rowOf(): Promise<Row | undefined> {
    const pages = await Promise.all(TABS.map((tab) => console.call<Rows>("GET", `/lists/${tab}?limit=200`)));
    return pages
      .flatMap(({ items }) => items)
      .filter(({ fan }) => fan.externalId === openid)
      .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))[0];
  }

  return {
    openid,
    act,
    async picture() {
      const { mediaId } = await fans.post<{ mediaId: string }>(`/pictures?account=${account}`, broken);
      await act({ does: "send_image", mediaId });
    },
    async received() {
      const path = `/phone?account=${account}&fan=${encodeURIComponent(openid)}`;
      const { thread } = await fans.get<Pick<PhoneView, "thread">>(path);
      return thread.flatMap((item) => (item.side === "account" ? [wordsOf(item.shows)] : []));
    },
    async look() {
      const row = await rowOf();
      if (row === undefined) return { contact: undefined, events: [], thread: undefined };
      const { items } = await console.call<Events>("GET", `/tickets/${row.ticketId}/events?limit=200`);
      const isServed = row.state === "active";
      return {
        contact: { state: row.state, queue: row.queue?.name, promisedAt: row.promisedAt },
        events: items.filter(({ contactId }) => contactId === row.contactId),
        thread: isServed
          ? threadOf(
              await console.call<Messages>("GET", `/conversations/${row.conversationId}/messages?limit=100`),
            )
          : undefined,
      };
    },
  };
}

const threadOf = ({ items }: Messages) => ({
  texts: items.flatMap(({ content }) => (content?.text === undefined ? [] : [content.text])),
  pictures: items.filter(({ content }) => content?.kind === "image").length,
});

function wordsOf(shows: Shown): string {
  switch (shows.kind) {
    case "text":
      return shows.text;
    case "news":
      return `${shows.title}\n${shows.description}`;
    case "articles":
      return shows.articles.map(({ title, summary }) => `${title}\n${summary}`).join("\n");
    case "image":
    case "voice":
    case "video":
    case "music":
    case "position":
      return `[${shows.kind}]`;
  }
}
