import { describe, expect, it } from "@jest/globals";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { playOne, readScenarios, run } from "../../../scripts/command/scenarios.ts";

const own = fileURLToPath(new URL("own-scenarios.json", import.meta.url));
const shared = fileURLToPath(new URL("../../../../shared/scenarios/assignment.json", import.meta.url));
const where = existsSync(shared) ? it : it.skip;

const scenarios = await readScenarios(own);
if (typeof scenarios === "string") throw new Error(scenarios);

describe("the engine's own scenarios", () => {
  it.each(scenarios.map((scenario) => [scenario.id, String(scenario["title"]), scenario] as const))(
    "%s: %s",
    async (_, __, scenario) => {
      const played = await playOne(scenario);
      expect("log" in played ? played.log : played.error).toEqual(scenario["expect"]);
    },
  );
});

describe("npm run scenarios", () => {
  async function runOn(...args: string[]) {
    const lines: string[] = [];
    const code = await run(args, (line) => lines.push(line));
    return { code, lines };
  }

  where("plays the shared scenarios rightly (skipped without ../shared/scenarios)", async () => {
    const { code, lines } = await runOn("--check", shared);
    expect(lines.filter((line) => !line.includes('"passed":true'))).toEqual([
      expect.stringMatching(/^[1-9]\d* passed, 0 failed$/),
    ]);
    expect(code).toBe(0);
  });

  it("prints what the engine did, one line a scenario", async () => {
    const { code, lines } = await runOn(own);
    expect(code).toBe(0);
    expect(lines).toHaveLength(scenarios.length);
    expect(Object.keys(JSON.parse(lines[0] ?? "") as object)).toEqual(["id", "log"]);
  });

  it("fails what it cannot read, and plays the others", async () => {
    const folder = await mkdtemp(join(tmpdir(), "seatbridge-scenarios-"));
    const file = join(folder, "some.json");
    const config = { queues: [{ id: "q" }], agents: [{ id: "A" }] };
    const events = [{ t: 0, ev: "enqueue", contact: "c", queue: "q" }];
    const right = {
      id: "right",
      config,
      events,
      until: 0,
      expect: [{ t: 0, ev: "offer", contact: "c", agent: "A" }],
    };
    const all = [
      right,
      { ...right, id: "wrong", expect: [] },
      { ...right, id: "odd", events: [{ t: 0, ev: "sing" }] },
      { id: "no" },
    ];
    await writeFile(file, JSON.stringify({ scenarios: all }));
    const { code, lines } = await runOn("--check", file);
    await rm(folder, { recursive: true });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe("1 passed, 3 failed");
    expect(lines[2]).toContain("no such event: sing");
  });

  it.each([
    ["no file", [], "Usage"],
    ["a flag that it does not know", ["x", "--verbose"], "Usage"],
    ["a file that is not there", ["/nowhere/at-all.json"], "is no file of scenarios"],
  ])("says what to do when given %s", async (_, args, said) => {
    const { code, lines } = await runOn(...args);
    expect(code).toBe(1);
    expect(lines.join("\n")).toContain(said);
  });
});
