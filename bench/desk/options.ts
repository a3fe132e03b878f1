export type DeskOptions = {
  readonly agents: number;
  /** Contacts that each of them has in hand. */
  readonly contacts: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly rounds: number;
};

export const deskUsage = `npm run bench -- desk [options]
  --agents 200     desks that listen, one stream each
  --contacts 5     contacts in hand of each agent
  --rate 50        messages a second from their fans (Poisson)
  --seconds 20     measured time of a round
  --rounds 3       rounds of each, ours and the peer in turn`;

const limits = {
  agents: [1, 2_000],
  contacts: [1, 20],
  rate: [1, 2_000],
  seconds: [1, 600],
  rounds: [1, 20],
} as const;

type Name = keyof typeof limits;
const defaults: Readonly<Record<Name, number>> = {
  agents: 200,
  contacts: 5,
  rate: 50,
  seconds: 20,
  rounds: 3,
};

/** Throws a line for the person who typed it. */
export function parseDeskOptions(args: readonly string[]): DeskOptions {
  const given: Record<Name, number> = { ...defaults };
  for (let n = 0; n < args.length; n += 2) {
    const name = args[n]?.replace(/^--/, "") ?? "";
    if (!isName(name)) throw new Error(`Not understood: ${args[n]}\n${deskUsage}`);
    const value = Number(args[n + 1]);
    const [least, most] = limits[name];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new Error(`--${name} takes whole numbers from ${least} to ${most}, not ${args[n + 1]}.`);
    }
    given[name] = value;
  }
  const { rate, ...rest } = given;
  return { ...rest, perSecond: rate };
}

const isName = (text: string): text is Name => Object.hasOwn(limits, text);
