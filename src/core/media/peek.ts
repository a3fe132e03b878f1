/**
 * Looks at the first bytes of what comes, up to so many, and gives all of it on: `head` is shorter where there are no
 * more.
 */
export async function peek(
  bytes: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ readonly head: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const source = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const next = await source.next();
    if (next.done === true) break;
    seen.push(next.value);
    length += next.value.length;
  }
  return { head: joined(seen).subarray(0, count), all: rest(seen, source) };
}

async function* rest(
  seen: readonly Uint8Array[],
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* seen;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  } finally {
    // Whoever stops early lets the source go, too.
    await source.return?.();
  }
}

/** All of them; undefined where they are more than that. */
export async function collect(
  bytes: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return joined(chunks);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
