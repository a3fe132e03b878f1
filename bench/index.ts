import { answers, answersUsage } from "./answers/answers.ts";
import { assign, assignUsage } from "./assign/assign.ts";
import { desk } from "./desk/desk.ts";
import { deskUsage } from "./desk/options.ts";
import { floor, floorUsage } from "./floor/floor.ts";
import { generatorCost } from "./ingest/generator-cost.ts";
import { ingest } from "./ingest/ingest.ts";
import { usage } from "./ingest/options.ts";
import { ledger, ledgerUsage } from "./ledger/ledger.ts";
import { publish, publishUsage } from "./publish/publish.ts";

/** `npm run bench -- <what> [options]`; returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const [what, ...rest] = args;
  if (what === "ingest") return ingest(rest);
  if (what === "desk") return desk(rest);
  if (what === "ledger") return ledger(rest);
  if (what === "assign") return assign(rest);
  if (what === "floor") return floor(rest);
  if (what === "answers") return answers(rest);
  if (what === "publish") return publish(rest);
  if (what === "generator") return generatorCost();
  process.stderr.write(
    `${usage}\n\n${deskUsage}\n\n${ledgerUsage}\n\n${assignUsage}\n\n${floorUsage}\n\n${answersUsage}\n\n${publishUsage}\n\nnpm run bench -- generator\n  the generator's own cost per request\n`,
  );
  return 1;
}
