import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { shot } from "../../support/shot.ts";
import { describeInBrowser } from "../../support/chromium.ts";
import { signIn } from "../../support/console.ts";
import { type Agent, type Floor, openFloor, until } from "../floor.ts";

const TEST_MS_MAX = 120_000;

type Said = { readonly seatbridge: number; readonly type: string; readonly [name: string]: unknown };

/** A telephone system's own page: it frames the panel and keeps what that says. */
async function openHost(panel: string): Promise<{ readonly url: string; readonly server: Server }> {
  const page = `<!doctype html><title>softphone</title><style>body{margin:0}iframe{border:0;width:100vw;height:100vh}</style>
    <script>
      window.got = [];
      addEventListener("message", ({ origin, data }) => window.got.push({ origin, ...data }));
      window.say = (message) => frames[0].postMessage(message, ${JSON.stringify(panel)});
    </script><iframe src="${panel}/panel"></iframe>`;
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(page),
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describeInBrowser("the panel within a telephone system's page", (open) => {
  let floor: Floor;
  let agent: Agent;
  let key: string;
  const hosts: { readonly url: string; readonly server: Server }[] = [];
  beforeAll(async () => {
    floor = await openFloor({ autoAccept: true, ratingInvite: false });
    hosts.push(await openHost(floor.url), await openHost(floor.url));
    agent = await floor.agent(open, "林晓");
    const context = (await open()).page.context();
    await signIn(floor, context, ["admin"], "顾总");
    const answer = await context.request.post(`${floor.url}/api/v1/cti/systems`, {
      headers: { "x-seatbridge": "1", "idempotency-key": "one", origin: floor.url },
      data: { name: "总机", queueId: null, url: null, panelOrigins: [hosts[0]?.url] },
    });
    ({ key } = (await answer.json()) as { key: string });
  }, TEST_MS_MAX);
  afterAll(async () => {
    for (const { server } of hosts) {
      server.closeAllConnections();
      server.close();
    }
    await floor.stop();
  });

  const report = async (call: string, kind: string, more: object = {}): Promise<void> => {
    const seat = await floor.tables.value<string>(
      "SELECT number FROM seat JOIN agent_session s ON s.seat_id = seat.id",
    );
    const answer = await fetch(`${floor.url}/api/v1/cti/calls`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ call, kind, seat, at: new Date().toISOString(), ...more }),
    });
    expect(answer.status).toBe(200);
  };
  const got = (page: Page, type: string): Promise<Said[]> =>
    page.evaluate(
      (wanted) => (window as unknown as { got: Said[] }).got.filter((one) => one.type === wanted),
      type,
    );
  const say = (page: Page, message: object): Promise<void> =>
    page.evaluate((one) => (window as unknown as { say: (it: object) => void }).say(one), message);
  const heard = (page: Page, type: string, what: (said: readonly Said[]) => boolean) =>
    until(() => got(page, type), what);

  it(
    "shows the call that comes, keeps both sides on one customer, and dials by the telephone",
    async () => {
      const page = await agent.context.newPage();
      page.setDefaultTimeout(30_000);
      await page.setViewportSize({ width: 420, height: 768 });
      await page.goto(hosts[0]?.url ?? "");
      const panel = page.frameLocator("iframe");
      await panel.getByText("还没有通话").waitFor();
      await heard(page, "ready", (said) => said.some(({ seatbridge }) => seatbridge === 1));

      await report("one", "started", { number: "13800001234" });
      await panel.getByText("来电 · 振铃中").waitFor();
      await heard(page, "customer", (said) => said.some(({ call }) => call === "one"));
      await report("one", "answered");
      await panel.getByRole("textbox", { name: /备注/ }).fill("问快递，答应今天查");
      await page.keyboard.press("Enter");
      // Once it is written, it stands in the one history.
      await until(
        () => floor.tables.rows("SELECT content ->> 'text' AS text FROM message WHERE internal"),
        (rows) => rows.some(({ text }) => text === "问快递，答应今天查"),
      );
      await shot(page, "panel-call");
      await report("one", "ended");
      await panel.getByText("来电 · 已通话").waitFor();

      // Chosen there: an older call, by the telephone system's own id.
      await report("two", "started", { number: "13900004321" });
      await panel.getByText("139****4321").first().waitFor();
      await report("two", "ended");
      await say(page, { seatbridge: 1, type: "show", call: "one" });
      await panel.getByText("问快递，答应今天查").waitFor();
      await say(page, { seatbridge: 1, type: "show", call: "three" });
      await panel.getByText("您无权查看这个会话").waitFor();
      await heard(page, "refused", (said) => said.length === 1);
      // What is no message of ours changes nothing.
      for (const odd of [
        { type: "show", call: "two" },
        { seatbridge: 2, type: "show", call: "two" },
        "show two",
      ])
        await page.evaluate((one) => frames[0]?.postMessage(one, "*"), odd);

      await panel.getByRole("button", { name: "拨打电话" }).click();
      await panel.getByText("138****1234").first().waitFor();
      await panel.locator('[data-part="dial-send"]').click();
      const said = await heard(page, "dial", (all) => all.length === 1);
      expect(said).toMatchObject([{ seatbridge: 1, call: "one", number: null, masked: "138****1234" }]);
      expect(await got(page, "refused")).toHaveLength(1);
      await report("four", "started", { request: said[0]?.["request"] });
      expect(await floor.tables.rows("SELECT state FROM dial")).toEqual([{ state: "called" }]);
    },
    TEST_MS_MAX,
  );

  it(
    "is shown by nobody else, whatever else is framed",
    async () => {
      const page = await agent.context.newPage();
      await page.goto(hosts[1]?.url ?? "");
      await until(
        () => Promise.resolve(page.frames().map((frame) => frame.url())),
        (urls) => urls.some((url) => url.startsWith("chrome-error:")),
      );
      expect(await got(page, "ready")).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
