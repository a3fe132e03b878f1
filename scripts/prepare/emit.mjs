import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Turns TypeScript into JavaScript file by file, without looking at types: milliseconds a file, where the compiler
 * reads the whole project. The settings are those of the build (`isolatedModules` holds every file to this).
 * @param {string} root
 * @param {readonly string[]} paths of sources, from the root
 * @returns {Promise<readonly string[]>} what cannot be parsed, as `path(line): what is wrong`
 */
export async function emit(root, paths) {
  const { default: ts } = await import("typescript");
  const { config } = ts.readConfigFile(join(root, "tsconfig.build.json"), (path) => ts.sys.readFile(path));
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  // One file by itself cannot tell that its package is made of modules.
  const compilerOptions = { ...parsed.options, noEmit: false, module: ts.ModuleKind.ESNext };
  /** @type {string[]} */
  const wrong = [];

  for (const path of paths) {
    const { outputText, sourceMapText, diagnostics } = ts.transpileModule(
      await readFile(join(root, path), "utf8"),
      { fileName: join(root, path), reportDiagnostics: true, compilerOptions },
    );
    for (const { file, start = 0, messageText } of diagnostics ?? []) {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      wrong.push(`${path}(${line}): ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
    }
    const target = join(root, "dist", path.replace(/\.ts$/, ".js"));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, outputText);
    if (sourceMapText !== undefined) await writeFile(`${target}.map`, sourceMapText);
  }
  return wrong;
}
