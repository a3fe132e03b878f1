/** The simulator's own calls, as the fan's page makes them. */
export type FanDoor = {
  readonly get: <Answer>(path: string) => Promise<Answer>;
  readonly post: <Answer>(path: string, body: object | Uint8Array<ArrayBuffer>) => Promise<Answer>;
};

const answerMsMax = 15_000;

export function openFanDoor(base: string): FanDoor {
  async function call<Answer>(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${base}/fan/api${path}`, {
      ...init,
      signal: AbortSignal.timeout(answerMsMax),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${path}.`);
    return (await response.json()) as Answer;
  }

  return {
    get: (path) => call(path, { method: "GET" }),
    post(path, body) {
      const isPicture = body instanceof Uint8Array;
      return call(path, {
        method: "POST",
        headers: { "x-seatbridge": "1", "content-type": isPicture ? "image/png" : "application/json" },
        body: isPicture ? body : JSON.stringify(body),
      });
    },
  };
}
