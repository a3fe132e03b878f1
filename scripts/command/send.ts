import { readFile } from "node:fs/promises";

import { whatArrives } from "../sending/arrival.ts";
import {
  Accounts,
  Acted,
  Fan,
  type FanPage,
  fanPage,
  Phone,
  type PhoneItem,
  Picture,
} from "../sending/fan-page.ts";
import { Mishap } from "../sending/mishap.ts";
import { type Order, readOrder, USAGE } from "../sending/order.ts";

export async function run(args: string[], print: (line: string) => void = printLine): Promise<number> {
  try {
    const order = readOrder(args);
    if (order === "help") {
      print(USAGE);
      return 0;
    }
    return await send(order, print);
  } catch (error) {
    if (!(error instanceof Mishap)) throw error;
    print(error.message);
    return 1;
  }
}

async function send(order: Order, print: (line: string) => void): Promise<number> {
  const page = fanPage(order.url);
  const account = await pickAccount(page, order.account);
  // Who is about to follow does not yet; everybody else has followed for long.
  const wished = { account, name: order.from, following: order.does.does !== "follow" };
  const { openid } = await page.post("/fans", wished, Fan);
  const phone = `/phone?account=${account}&fan=${openid}`;
  const before = await page.get(phone, Phone);

  const deed = await deedOf(page, account, order.does);
  const { entry } = await page.post("/act", { account, fan: openid, deed }, Acted);
  const { verdict, attempts } = entry;
  const shown = await whatArrives(page, `${phone}&since=${before.v}`, {
    // A reply within the webhook is all that most words get; what only was taken may be answered later.
    waitMs: verdict.kind === "success" ? order.waitMs : 0,
    tell: order.json ? () => undefined : (item) => print(describe(item)),
  });
  if (order.json) {
    const { status, answer } = attempts.at(-1) ?? {};
    print(JSON.stringify({ status, body: answer, verdict, shown }));
  } else if (verdict.kind === "trouble") {
    const said = attempts.at(-1)?.answer?.slice(0, 200) ?? "";
    print(`The account is out of order: ${verdict.why}. The server said: ${said === "" ? "nothing" : said}`);
  } else if (shown.length === 0) {
    print("(taken; nothing arrived)");
  }
  return verdict.kind === "trouble" ? 1 : 0;
}

async function pickAccount(page: FanPage, wanted: string | undefined): Promise<string> {
  const { accounts } = await page.get("/accounts", Accounts);
  const found =
    wanted === undefined ? accounts[0] : accounts.find(({ id, name }) => id === wanted || name === wanted);
  if (found !== undefined) return found.id;
  const known = accounts.map(({ name }) => name).join(", ");
  throw new Mishap(`There is no practice account ${wanted ?? "named"}. Use --account with one of: ${known}.`);
}

async function deedOf(page: FanPage, account: string, does: Order["does"]): Promise<object> {
  if (does.does !== "send_file") return does;
  const bytes = await readFile(does.path).catch(() => {
    throw new Mishap(`${does.path} cannot be read.`);
  });
  const { mediaId } = await page.post(
    `/pictures?account=${account}`,
    new Blob([new Uint8Array(bytes)]),
    Picture,
  );
  return { does: "send_image", mediaId };
}

function describe({ shows, via }: PhoneItem): string {
  const { kind, ...parts } = shows;
  return `${kind}${via === "api" ? " (later)" : ""}: ${wordsIn(parts).join("\n")}`;
}

/** Every text in it, however deep. */
function wordsIn(part: unknown): readonly string[] {
  if (typeof part === "string") return part === "" ? [] : [part];
  return typeof part === "object" && part !== null ? Object.values(part).flatMap(wordsIn) : [];
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
