import { parseArgs } from "node:util";

import { Mishap } from "./mishap.ts";

export const USAGE = `Usage: npm run send -- [options] ["text"]

Does what a fan does, through the same door as the platform, and prints what her phone shows: the reply within the
webhook, or what arrives in the next seconds.

  --account <id or name>   a practice account (default: the first, which is on WeChat)
  --from <name>            the fan; a new name is a new fan, who follows already (default: demo_fan)
  --image <file>           sends a picture
  --follow                 follows the account
  --unfollow               leaves it
  --scan <scene>           scans the account's code
  --tap <key>              taps a menu item
  --wait <seconds>         for what arrives later (default: 8; 0: not at all)
  --url <address>          of the server (default: http://127.0.0.1:$PORT, PORT being 3000)
  --json                   prints one JSON line: status, the raw answer, what the phone shows
  --help                   this text`;

const WAIT_S_DEFAULT = 8;
const WAIT_S_MAX = 600;

export type Order = {
  readonly account: string | undefined;
  readonly from: string;
  readonly does:
    | { readonly does: "write"; readonly text: string }
    | { readonly does: "send_file"; readonly path: string }
    | { readonly does: "follow" }
    | { readonly does: "unfollow" }
    | { readonly does: "scan"; readonly scene: string }
    | { readonly does: "tap_menu"; readonly key: string };
  readonly waitMs: number;
  readonly url: string;
  readonly json: boolean;
};

export function readOrder(args: readonly string[]): Order | "help" {
  const { values, positionals } = parse(args);
  if (values.help === true) return "help";
  const does: Order["does"][] = positionals.map((text) => ({ does: "write", text }));
  if (values.image !== undefined) does.push({ does: "send_file", path: values.image });
  if (values.follow === true) does.push({ does: "follow" });
  if (values.unfollow === true) does.push({ does: "unfollow" });
  if (values.scan !== undefined) does.push({ does: "scan", scene: values.scan });
  if (values.tap !== undefined) does.push({ does: "tap_menu", key: values.tap });
  const [only] = does;
  if (only === undefined || does.length > 1) {
    throw new Mishap(
      'Say one thing: a text in quotes, or one of --image, --follow, --unfollow, --scan, --tap. Example: npm run send -- "几时发货"',
    );
  }
  return {
    account: values.account,
    from: values.from ?? "demo_fan",
    does: only,
    waitMs: readWait(values.wait),
    url: readUrl(values.url ?? `http://127.0.0.1:${process.env["PORT"] ?? "3000"}`),
    json: values.json === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        account: { type: "string" },
        from: { type: "string" },
        image: { type: "string" },
        follow: { type: "boolean" },
        unfollow: { type: "boolean" },
        scan: { type: "string" },
        tap: { type: "string" },
        wait: { type: "string" },
        url: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Mishap(`${error instanceof Error ? error.message : String(error)} (--help lists the options)`);
  }
}

function readWait(text: string | undefined): number {
  const seconds = text === undefined ? WAIT_S_DEFAULT : Number(text);
  if (seconds >= 0 && seconds <= WAIT_S_MAX) return seconds * 1_000;
  throw new Mishap(`--wait ${text} is no number of seconds from 0 to ${WAIT_S_MAX}.`);
}

function readUrl(url: string): string {
  if (URL.canParse(url)) return url.replace(/\/+$/, "");
  throw new Mishap(`${url} is no address. Example: --url http://127.0.0.1:3000`);
}
