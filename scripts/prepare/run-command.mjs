import { spawn } from "node:child_process";

/** Lines of a failed command's output that are worth showing. */
const tailLinesMax = 30;
const outputCharsMax = 200_000;

/**
 * Runs a command without showing its output, and tells how it ended. A signal
 * that ends us ends it too.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number, output: string, tail: string }>}
 */
export function runCommand(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-outputCharsMax);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);

    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    process.once("SIGINT", stop).once("SIGTERM", stop);
    const forget = () => process.off("SIGINT", stop).off("SIGTERM", stop);
    child.once("error", (error) => {
      forget();
      reject(error);
    });
    child.once("close", (code) => {
      forget();
      const tail = output.trim().split("\n").slice(-tailLinesMax).join("\n");
      resolve({ code: code ?? 1, output, tail });
    });
  });
}
