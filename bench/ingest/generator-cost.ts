import { startGenerator } from "../generator/generator.ts";
import { startConstant } from "../targets/target.ts";

const text = "付款后 48 小时内发货。";

/** What the generator alone costs: its loops against a server that parses nothing. */
export async function generatorCost(): Promise<number> {
  const target = await startConstant(text);
  const generator = startGenerator();
  try {
    for (const connections of [64, 256]) {
      const result = await generator.run({
        port: target.port,
        traffic: {
          door: {
            platform: "wechat",
            path: "/webhooks/00000000-0000-7000-8000-000000000000",
            token: "token",
            originalId: "gh_0",
          },
          questions: ["什么时候发货", "几时发货呀"],
          knownFans: 200_000,
          redelivered: 0.02,
          questionOrder: "random",
          run: "00000000",
          stream: connections,
          startAt: Math.floor(Date.now() / 1_000),
          perSecond: 1_000_000_000,
        },
        answers: [text, text],
        load: { kind: "closed", connections, warmUpMs: 1_000, measureMs: 2_000 },
      });
      const { counts, latency, generatorUs } = result;
      const perSecond = Math.round((result.measured * 1_000) / result.measuredMs);
      const line = {
        connections,
        perSecond,
        generatorUs: Math.round(generatorUs),
        latency,
        wrong: counts.wrong,
      };
      process.stdout.write(`${JSON.stringify({ bench: "generator", ...line })}\n`);
    }
    return 0;
  } finally {
    await generator.end();
    await target.child.end();
  }
}
