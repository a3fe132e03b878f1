import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** One finding of the linter: the rule, and the sentence that the configuration gives for it. */
export interface Finding {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
}

/** Lints the given paths of a folder by the folder's own .oxlintrc.json, with type information. */
export async function lint(folder: string, paths: readonly string[]): Promise<Finding[]> {
  const bin = join(root, "node_modules/.bin");
  const args = ["--type-aware", "--format", "json", ...paths];
  const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(bin, "tsgolint") };
  const output = await new Promise<string>((resolve, reject) => {
    const options = { cwd: folder, env, maxBuffer: 50_000_000 };
    execFile(join(bin, "oxlint"), args, options, (error, stdout, stderr) => {
      // Exit code 1 says that there are findings; without any JSON the run itself failed.
      if (stdout.startsWith("{")) resolve(stdout);
      else reject(error ?? new Error(stderr));
    });
  });
  const report = JSON.parse(output) as {
    diagnostics: readonly { filename: string; code: string; message: string; help?: string }[];
  };
  const broken = report.diagnostics.find(({ code }) => code.includes("tsconfig-error"));
  if (broken !== undefined) throw new Error(`No type information: ${broken.help}`);
  return report.diagnostics.map(({ filename, code, message, help }) => ({
    file: filename,
    rule: code.replace(/^.*\((.*)\)$/, "$1"),
    message: `${message} ${help ?? ""}`,
  }));
}
