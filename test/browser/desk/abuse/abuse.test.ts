import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "../../support/axe.ts";
import { describeInBrowser } from "../../support/chromium.ts";
import {
  type Agent,
  type Fan,
  type Floor,
  leaveList,
  openFloor,
  openThread,
  serve,
  until,
} from "../floor.ts";

const TEST_MS_MAX = 90_000;

describeInBrowser("a customer who insults her agent", (open) => {
  let floor: Floor;
  let amy: Agent;
  let boss: Agent;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor({ autoAccept: true, ratingInvite: false });
    amy = await floor.agent(open, "林晓");
    fan = await floor.fan("小美");
    await serve(amy, fan, "我的快递到哪了");
    await openThread(amy, fan);
    boss = await floor.agent(open, "何班长", { presence: "not_ready", roles: ["supervisor"] });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const choose = async (words: string | RegExp): Promise<void> => {
    await amy.page.locator('[data-part="help"]').click();
    await amy.page.getByRole("menuitem", { name: words }).click();
  };

  it(
    "is warned twice from the menu, which counts; then her agent takes a moment, and is back by a click",
    async () => {
      await choose(/辱骂提醒（已 0\/2 次）/);
      await until(fan.received, (texts) => texts.some((text) => text.includes("文明的语言")));
      await choose(/辱骂提醒（已 1\/2 次）/);
      await until(fan.received, (texts) => texts.some((text) => text.includes("请停止辱骂")));
      await amy.page.locator('[data-part="help"]').click();
      const spent = amy.page.getByRole("menuitem", { name: /辱骂提醒（已 2\/2 次）/ });
      await spent.waitFor();
      expect(await spent.getAttribute("aria-disabled")).toBe("true");
      await expectSound(amy.page, "desk-abuse-menu");
      await amy.page.keyboard.press("Escape");
      await leaveList(amy.page);
      await choose("缓一缓");
      await amy.page.locator('[data-part="recovery"]').waitFor();
      await expectSound(amy.page, "desk-recovery");
      await amy.page.getByRole("button", { name: "我好了" }).click();
      await amy.page.locator('[data-part="recovery"]').waitFor({ state: "detached" });
    },
    TEST_MS_MAX,
  );

  it(
    "is sent away by a leader who looks at the chat; her agent has the wrap-up to fill",
    async () => {
      const { pathname } = new URL(amy.page.url());
      await boss.page.goto(new URL(pathname, boss.page.url()).href);
      const bar = boss.page.locator('[data-part="abuse-end"]');
      await bar.waitFor();
      await expectSound(boss.page, "desk-abuse-end");
      await bar.getByRole("button").click();
      await boss.page.getByRole("dialog").getByRole("button", { name: "因辱骂结束" }).click();
      await bar.waitFor({ state: "detached" });
      expect(await floor.tables.rows("SELECT state, owner_id FROM contact WHERE state <> 'closed'")).toEqual([
        { state: "wrapup", owner_id: amy.id },
      ]);
    },
    TEST_MS_MAX,
  );

  it(
    "is marked beside her name once it was the third time; a leader lifts it, and who did and why is told",
    async () => {
      // The same chat, insulted in before.
      await floor.tables.rows(
        `WITH k AS (
           INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, event_seq, created_at, ended_at)
           SELECT gen_random_uuid(), conversation_id, account_id, ticket_id, 'closed', 0, created_at - n * interval '7 days',
             created_at - n * interval '7 days' FROM contact, generate_series(1, 2) n RETURNING id, created_at)
         INSERT INTO abuse_warning (contact_id, n, seq, staff_id, at) SELECT id, 2, 1, $1, created_at FROM k`,
        [amy.id],
      );
      await amy.page.reload();
      const mark = amy.page.locator('[data-part="offender"]');
      await mark.waitFor();
      expect(await mark.textContent()).toMatch(/曾多次辱骂（3 次），至 \d+\/\d+/);
      await leaveList(amy.page);
      await expectSound(amy.page, "desk-offender");
      await boss.page.reload();
      await boss.page.locator('[data-part="offender"]').click();
      const lift = boss.page.locator('[data-part="offender-lift"]');
      await lift.waitFor();
      expect(await lift.isDisabled()).toBe(true);
      await boss.page.getByRole("dialog").getByText("客户已道歉").click();
      await expectSound(boss.page, "desk-offender-lift");
      await lift.click();
      await boss.page.locator('[data-part="offender"]', { hasText: "辱骂标记已解除" }).click();
      const told = boss.page.locator('[data-part="offender-lifted"]');
      await told.waitFor();
      expect(await told.textContent()).toMatch(/何班长 已于 .+ 解除标记，原因：客户已道歉/);
      await expectSound(boss.page, "desk-offender-lifted");
    },
    TEST_MS_MAX,
  );

  it(
    "is given to a colleague by one key after a warning, and her agent may take her moment with it",
    async () => {
      const other = await floor.fan("小丽");
      await serve(amy, other, "怎么还不到");
      await openThread(amy, other);
      await choose(/辱骂提醒（已 0\/2 次）/);
      await until(other.received, (texts) => texts.some((text) => text.includes("文明的语言")));
      await amy.page.keyboard.press("Control+Shift+G");
      const dialog = amy.page.getByRole("dialog", { name: "因辱骂把这位客户交给同事？" });
      await dialog.waitFor();
      await expectSound(amy.page, "desk-abuse-give");
      await dialog.getByRole("button", { name: "因辱骂交给同事" }).click();
      await amy.page.getByText("已交给同事").waitFor();
      await amy.page.getByRole("button", { name: "缓一缓" }).click();
      await amy.page.locator('[data-part="recovery"]').waitFor();
      expect(
        await floor.tables.value<number>(
          "SELECT count(*)::int FROM contact WHERE queue_reason = 'abuse' AND state = 'queued'",
        ),
      ).toBe(1);
      expect(amy.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
