/**
 * Does work that a person may have to wait for. On a terminal its name and the
 * elapsed time are shown until it ends; elsewhere the name alone, once. Goes to
 * stderr: what a script prints belongs to whoever reads its output.
 * @template T
 * @param {string} name what is going on, e.g. "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function longStep(name, work) {
  const terminal = process.stderr;
  if (!terminal.isTTY) {
    terminal.write(`${name} …\n`);
    return work();
  }

  const startedAt = Date.now();
  const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % frames.length;
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    terminal.write(`\r\u001b[2K${frames[frame]} ${name} (${seconds} s)`);
  };
  const timer = setInterval(draw, 100);
  draw();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    terminal.write("\r\u001b[2K");
  }
}
