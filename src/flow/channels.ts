import type { Channel } from "./channel.ts";

/** The connected accounts, kept as fresh as the database. */
export type Channels = {
  /** By id, or by name for people's convenience. */
  readonly of: (account: string) => Channel | undefined;
  readonly all: () => readonly Channel[];
  /** Loads again where something was published, connected or set since. Returns how many changed hands. */
  readonly refresh: () => Promise<number>;
};

export type ChannelSource = {
  /** Differs whenever anything that a channel is made of does. */
  readonly stamp: () => Promise<string>;
  readonly load: () => Promise<readonly Channel[]>;
};

export async function openChannels(source: ChannelSource): Promise<Channels> {
  let stamp = await source.stamp();
  let channels = await source.load();
  let index = indexOf(channels);
  return {
    of: (account) => index.get(account),
    all: () => channels,
    async refresh() {
      const current = await source.stamp();
      if (current === stamp) return 0;
      channels = await source.load();
      index = indexOf(channels);
      stamp = current;
      return channels.length;
    },
  };
}

const indexOf = (channels: readonly Channel[]): ReadonlyMap<string, Channel> =>
  new Map(
    channels.flatMap((channel) => [
      [channel.account.id, channel] as const,
      [channel.account.name, channel] as const,
    ]),
  );
