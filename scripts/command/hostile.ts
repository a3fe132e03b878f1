import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { readAccounts } from "../hostile/account.ts";
import { openHouse } from "../hostile/house.ts";
import { type Class, CLASSES } from "../hostile/input.ts";
import { type Result, throwAll } from "../hostile/run.ts";

const USAGE = `npm run hostile -- --base URL [--data DIR] [--login NAME --password WORDS] [--seed N] [--classes a,b] [--each N]

Throws hostile inputs at every door of a running server for practice: each has to be refused, or kept as it is, within
two seconds, and never be an error. What is odd but legitimate is kept there: throw at no server that is in use.
Signs as the platforms do for the practice accounts of DIR/simulated.json (DATA_DIR, else data). With a login it also
calls the API as that person, and makes a queue, a seat and more there to be thrown at. --each: inputs of each class at
each call of the API (1). The same seed throws the same again; a fault names its class.
Classes: ${CLASSES.join(", ")}.`;

export async function run(args: string[], print: (line: string) => void = printLine): Promise<number> {
  const order = readOrder(args);
  if (order === undefined) {
    print(USAGE);
    return args.includes("--help") ? 0 : 1;
  }
  const { base, data, seed, classes, each } = order;
  const accounts = await readAccounts(data).catch(() => undefined);
  if (accounts === undefined) {
    print(`${join(data, "simulated.json")} cannot be read. Name the server's DATA_DIR by --data.`);
    return 1;
  }
  const cookie = order.login && (await signIn(base, order.login));
  if (cookie === "") {
    print("The sign-in was refused. After a run of it as a stranger, its limit holds for some minutes.");
    return 1;
  }
  const house = await openHouse(base, accounts, cookie);
  const results = await throwAll(
    { house, accounts, seed, classes, each, now: () => performance.now() },
    (result) => {
      if (result.fate === "fault") print(describe(result));
    },
  );
  const count = (fate: Result["fate"]): number => results.filter((result) => result.fate === fate).length;
  print(`seed ${seed}`);
  print(
    `${results.length} inputs, ${count("refused")} refused, ${count("kept")} kept, ${count("fault")} faults`,
  );
  return count("fault") > 0 ? 1 : 0;
}

export function describe({ input, landed, why }: Result): string {
  const status = landed.status ?? "no status";
  return `${input.name} at ${input.door}: ${why} (${status}, ${Math.round(landed.tookMs)} ms)`;
}

function readOrder(args: string[]) {
  const text = { type: "string" } as const;
  const options = {
    base: text,
    data: text,
    login: text,
    password: text,
    seed: text,
    classes: text,
    each: text,
  };
  try {
    const { values } = parseArgs({ args, options });
    const { base = "", login, password = "" } = values;
    const classes = (values.classes?.split(",") ?? []) as Class[];
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
    const each = Number(values.each ?? 1);
    const isRight = URL.canParse(base) && Number.isInteger(seed) && Number.isInteger(each) && each > 0;
    if (!isRight || new URL(base).protocol !== "http:" || classes.some((one) => !CLASSES.includes(one)))
      return undefined;
    return {
      base: new URL(base).origin,
      data: resolve(values.data ?? process.env["DATA_DIR"] ?? "data"),
      login: login === undefined ? undefined : { login, password },
      seed,
      classes,
      each,
    };
  } catch {
    return undefined;
  }
}

/** The session's cookie; empty where it was refused. */
async function signIn(
  base: string,
  who: { readonly login: string; readonly password: string },
): Promise<string> {
  const answer = await fetch(`${base}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: base, "x-seatbridge": "1" },
    body: JSON.stringify(who),
  });
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
