import { beforeEach, describe, expect, it } from "@jest/globals";
import { createTokenKeeper, MINUTE, SECOND, type AskedToken, type TokenStore } from "seatbridge/kit";
import { memoryTokens } from "seatbridge/kit/testing";

const LIFE_MS = 120 * MINUTE;

let now: number;
let store: TokenStore;
/** What the platform was asked, in order. */
let asked: string[];
let answers: AskedToken[];

beforeEach(() => {
  now = Date.UTC(2026, 10, 20);
  store = memoryTokens(() => now);
  asked = [];
  answers = [];
});

/** A node's keeper. The platform gives what is next in `answers`, else a new token. */
function keeperOf(on: { readonly wait?: () => Promise<unknown>; readonly ask?: () => Promise<void> } = {}) {
  return createTokenKeeper({
    store,
    clock: () => now,
    wait: on.wait ?? (() => Promise.reject(new Error("nobody else holds the lease"))),
    async ask(force) {
      asked.push(force ? "force" : "ask");
      await on.ask?.();
      return answers.shift() ?? { kind: "token", value: `token ${asked.length}`, expiresInMs: LIFE_MS };
    },
  });
}

const valueOf = (answer: Awaited<ReturnType<ReturnType<typeof keeperOf>["get"]>>): string =>
  answer.kind === "token" ? answer.token.value : answer.code;

describe("a token keeper", () => {
  it("asks the platform once, however many want a token", async () => {
    const keeper = keeperOf();
    const answers = await Promise.all([keeper.get(), keeper.get(), keeper.get()]);
    expect([...answers, await keeper.get()].map(valueOf)).toEqual(Array(4).fill("token 1"));
    expect(asked).toEqual(["ask"]);
  });

  it("takes what another node has got", async () => {
    await keeperOf().get();
    expect(valueOf(await keeperOf().get())).toBe("token 1");
    expect(asked).toEqual(["ask"]);
  });

  it("waits for the node that is asking, and takes its token", async () => {
    let answer = (): void => undefined;
    const first = keeperOf({ ask: () => new Promise<void>((resolve) => (answer = resolve)) });
    const slow = first.get();
    const second = keeperOf({
      wait: async () => {
        answer();
        await slow;
      },
    });
    expect(valueOf(await second.get())).toBe("token 1");
    expect(asked).toEqual(["ask"]);
  });

  it("asks itself where the node that was asking has died", async () => {
    await store.claim(0, 15 * SECOND);
    const keeper = keeperOf({ wait: async () => (now += 5 * SECOND) });
    expect(valueOf(await keeper.get())).toBe("token 1");
  });

  it("gives up looking where the lease never ends", async () => {
    await store.claim(0, 15 * SECOND);
    const keeper = keeperOf({
      wait: async () => {
        now += 16 * SECOND;
        await store.claim(0, 15 * SECOND);
      },
    });
    expect(valueOf(await keeper.get())).toBe("token_busy");
  });

  it("writes nothing over a token that came after its lease was over", async () => {
    const late = keeperOf({
      async ask() {
        if (asked.length > 1) return;
        now += 16 * SECOND;
        await keeperOf().get();
      },
      wait: async () => undefined,
    });
    expect(valueOf(await late.get())).toBe("token 2");
    expect(valueOf(await keeperOf().get())).toBe("token 2");
  });

  it("replaces a token some minutes before it expires", async () => {
    const keeper = keeperOf();
    await keeper.get();
    now += LIFE_MS - 5 * MINUTE - 1;
    expect(valueOf(await keeper.get())).toBe("token 1");
    now += 1;
    expect(valueOf(await keeper.get())).toBe("token 2");
  });

  it("asks at most every half minute where the platform hands out the old token until its end", async () => {
    const keeper = keeperOf();
    const old = (expiresInMs: number): void =>
      void answers.push({ kind: "token", value: "old", expiresInMs });
    old(4 * MINUTE);
    await keeper.get();
    now += 29 * SECOND;
    expect(valueOf(await keeper.get())).toBe("old");
    expect(asked).toHaveLength(1);
    now += SECOND;
    old(3 * MINUTE);
    expect(valueOf(await keeper.get())).toBe("old");
    expect(asked).toHaveLength(2);
  });

  it("goes on with a token that is still good where no newer one is to be had", async () => {
    const keeper = keeperOf();
    await keeper.get();
    now += LIFE_MS - MINUTE;
    answers.push({ kind: "none", code: "-1", afterMs: 2 * SECOND });
    expect(valueOf(await keeper.get())).toBe("token 1");
    now += MINUTE;
    answers.push({ kind: "none", code: "-1", afterMs: 2 * SECOND });
    expect(valueOf(await keeper.get())).toBe("-1");
  });

  it("asks nobody again before the platform's refusal is over, on any node", async () => {
    answers.push({ kind: "none", code: "40164", afterMs: MINUTE });
    expect(await keeperOf().get()).toEqual({ kind: "none", code: "40164", afterMs: MINUTE });
    now += 20 * SECOND;
    expect(await keeperOf().get()).toEqual({ kind: "none", code: "40164", afterMs: 40 * SECOND });
    now += 40 * SECOND;
    expect(valueOf(await keeperOf().get())).toBe("token 2");
  });

  it("tells of a store that is away, and throws nothing", async () => {
    const away = createTokenKeeper({
      store: { ...store, read: () => Promise.reject(new Error("away")) },
      clock: () => now,
      wait: async () => undefined,
      ask: () => Promise.reject(new Error("not asked")),
    });
    expect(await away.get()).toEqual({ kind: "none", code: "token_store_away", afterMs: SECOND });
  });
});

describe("a token that the platform refuses", () => {
  const refused = async (keeper: ReturnType<typeof keeperOf>) => {
    const answer = await keeper.get();
    if (answer.kind === "none") throw new Error(answer.code);
    return answer.token;
  };

  it("is replaced by the one that another node got meanwhile, unasked", async () => {
    const [one, other] = [keeperOf(), keeperOf()];
    const token = await refused(one);
    await other.renew(await refused(other));
    expect(asked).toEqual(["ask", "ask"]);
    expect(valueOf(await one.renew(token))).toBe("token 2");
    expect(asked).toHaveLength(2);
  });

  it("is renewed once, however many have met it", async () => {
    const keeper = keeperOf();
    const token = await refused(keeper);
    const renewed = await Promise.all([keeper.renew(token), keeper.renew(token), keeper.renew(token)]);
    expect(renewed.map(valueOf)).toEqual(Array(3).fill("token 2"));
    expect(asked).toEqual(["ask", "ask"]);
  });

  it("is replaced by force where the platform hands it out again", async () => {
    const keeper = keeperOf();
    const token = await refused(keeper);
    answers.push({ kind: "token", value: token.value, expiresInMs: LIFE_MS });
    expect(valueOf(await keeper.renew(token))).toBe("token 3");
    expect(asked).toEqual(["ask", "ask", "force"]);
  });

  it("is forced only some times a day", async () => {
    const keeper = keeperOf();
    const insist = async () => {
      const token = await refused(keeper);
      answers.push({ kind: "token", value: token.value, expiresInMs: LIFE_MS });
      return keeper.renew(token);
    };
    await insist();
    expect(await insist()).toEqual({ kind: "none", code: "token_refused", afterMs: MINUTE });
    expect(asked.filter((how) => how === "force")).toHaveLength(1);
    // And what is refused serves nobody, though by the clock it would be good.
    expect(valueOf(await keeper.get())).toBe("token_refused");
    now += 72 * MINUTE;
    answers.push({ kind: "token", value: "token 3", expiresInMs: LIFE_MS });
    expect(valueOf(await keeper.get())).toBe("token 6");
    expect(asked.slice(3)).toEqual(["ask", "ask", "force"]);
  });
});
