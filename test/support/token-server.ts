import { createServer } from "node:http";

/** The server of a brand that gives one access token to all of its systems. */
export type TokenServer = {
  readonly url: string;
  /** What came: the query, and the header that a test looks at. */
  readonly asked: { readonly query: string; readonly authorization: string | undefined }[];
  /** What it answers: a status, and the body as it leaves. */
  answer: (forced: boolean) => Said | Promise<Said>;
  readonly close: () => Promise<void>;
};

type Said = { readonly status?: number; readonly body: string };

export async function openTokenServer(): Promise<TokenServer> {
  const server = createServer((request, response) => {
    const { searchParams, search } = new URL(request.url ?? "/", "http://tokens");
    tokens.asked.push({ query: search, authorization: request.headers.authorization });
    void Promise.resolve(tokens.answer(searchParams.get("force_refresh") === "true")).then(
      ({ status = 200, body }) => response.writeHead(status).end(body),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const tokens: TokenServer = {
    url: `http://127.0.0.1:${port}/token`,
    asked: [],
    answer: () => ({ body: "{}" }),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return tokens;
}
