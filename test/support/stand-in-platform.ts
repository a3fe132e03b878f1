import { createServer } from "node:http";

/** A platform's interface as far as a test says what it answers. */
export type StandInPlatform = {
  readonly url: string;
  readonly asked: { path: string; body: string }[];
  answer: (path: string) => object;
  /** 200, unless it says otherwise. */
  status: (path: string) => number;
  readonly close: () => Promise<void>;
};

export async function openStandInPlatform(): Promise<StandInPlatform> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = (request.url ?? "").split("?")[0] ?? "";
      standIn.asked.push({ path, body: Buffer.concat(chunks).toString() });
      response.writeHead(standIn.status(path), { "content-type": "application/json" });
      response.end(JSON.stringify(standIn.answer(path)));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const standIn: StandInPlatform = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    answer: () => ({}),
    status: () => 200,
    close: async () => void (await new Promise((closed) => server.close(closed))),
  };
  return standIn;
}
