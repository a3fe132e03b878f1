import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

const linesMax = 40;

type Profile = {
  readonly nodes: readonly {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** Where the server's own time went: the functions with the most of it, idling left out. */
export async function describeProfile(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile")).toSorted();
  const last = files.at(-1);
  if (last === undefined) return `No profile was written to ${folder}.`;

  const profile: Profile = JSON.parse(await readFile(join(folder, last), "utf8"));
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const self = new Map<string, number>();
  profile.samples.forEach((id, n) => {
    const name = names.get(id) ?? "?";
    if (name === "(idle)") return;
    self.set(name, (self.get(name) ?? 0) + (profile.timeDeltas[n] ?? 0));
  });
  const total = [...self.values()].reduce((sum, us) => sum + us, 0);
  const lines = [...self]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, linesMax)
    .map(([name, us]) => `${((100 * us) / total).toFixed(1).padStart(5)} %  ${name}`);
  return [`Self time of our server (${last}), ${(total / 1e6).toFixed(1)} s busy:`, ...lines].join("\n");
}

function nameOf({ functionName, url, lineNumber }: Profile["nodes"][number]["callFrame"]): string {
  const name = functionName === "" ? "(anonymous)" : functionName;
  if (url === "") return name;
  const short = url.replace(/^.*\/node_modules\//, "").replace(/^.*\/dist\//, "");
  return `${name} ${short.startsWith("node:") ? short : short.split("/").slice(-3).join("/") || basename(url)}:${lineNumber + 1}`;
}
