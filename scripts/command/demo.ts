import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { CAST, DEMO_PASSWORD } from "../../emulator/demo/cast.ts";
import { runDemo } from "../../emulator/demo/demo.ts";
import { openPhones } from "../../emulator/demo/phone.ts";
import { drawDisc } from "../../emulator/demo/picture.ts";
import { loadStories } from "../../emulator/demo/story.ts";
import { loadShop } from "../../emulator/shop/load.ts";

const usage = `Usage: npm run demo

Starts the whole service in data/demo (DATA_DIR) and lets the practice shop live: three agents at their seats,
and fans who come by the clock. Sign in as 何姐 and look on, or take a seat yourself.`;

type Service = { readonly main: () => Promise<void> };

const PICTURE_PIXELS = 360;
const shopFolder = join("emulator", "shop", "yuhe");

/** Runs until Ctrl+C; the server ends the process then. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stdout.write(`${usage}\n`);
    return args[0] === "--help" ? 0 : 1;
  }
  const dataDir = resolve(process.env["DATA_DIR"] ?? join("data", "demo"));
  await mkdir(dataDir, { recursive: true });
  process.env["DATA_DIR"] = dataDir;
  // As the start script does it: the service is composed there and nowhere else.
  const { main } = (await import(new URL("../../src/main.js", import.meta.url).href)) as Service;
  await main();
  const base = `http://127.0.0.1:${process.env["PORT"] ?? 3000}`;

  const shop = await loadShop(join(root(), shopFolder));
  const pot = drawDisc(PICTURE_PIXELS, [46, 52, 60], [196, 201, 206]);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  announce(base);
  await runDemo({
    base,
    dataDir,
    phones: openPhones(base, shop.brand.key, new Map([["pot", pot]])),
    stories: await loadStories(join(root(), shopFolder, "stories")),
    questions: shop.topics.map(({ phrasings }) => phrasings[0] ?? ""),
    random: Math.random,
    signal: stop.signal,
    onTrouble: (error) => process.stderr.write(`demo: ${String(error)}\n`),
  });
  // The server stops by itself; it ends this process.
  return new Promise(() => undefined);
}

function announce(base: string): void {
  const [visitor] = CAST;
  const lines = [
    "",
    `  The shop is open      ${base}/desk`,
    `  sign in               ${visitor?.login}  ${DEMO_PASSWORD}   (${visitor?.name}, looks on and may take a seat)`,
    `  be a fan              ${base}/fan`,
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** The folder of package.json: this file is in scripts/command or dist/scripts/command. */
function root(): string {
  return fileURLToPath(new URL(".", import.meta.url)).replace(/(\/dist)?\/scripts\/command\/$/, "");
}
