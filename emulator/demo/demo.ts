import { setTimeout as delay } from "node:timers/promises";
import { CAST, DEMO_PASSWORD, hire } from "./cast.ts";
import { openConsole } from "./console.ts";
import type { Phones } from "./phone.ts";
import { play, type Playing } from "./play.ts";
import { createRobot, type Robot } from "./robot.ts";
import type { Story } from "./story.ts";

export type Demo = {
  readonly base: string;
  readonly dataDir: string;
  readonly phones: Phones;
  readonly stories: readonly Story[];
  /** What fans ask in passing; the bot knows most of it. */
  readonly questions: readonly string[];
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
};

/** Between two fans who come with a story, and between two who only ask something, in seconds. */
const STORY_SECONDS = 40;
const QUESTION_SECONDS = 9;
const LIVE_STORIES_MAX = 8;

/** Lets the shop live until the signal: three agents at their seats, and fans who come by the clock. */
export async function runDemo(demo: Demo): Promise<void> {
  await hire(demo.base, demo.dataDir);
  const robots = await Promise.all(CAST.flatMap((member) => (member.seat ? [sitAt(demo, member)] : [])));
  const playing: Playing = { robots, random: demo.random, signal: demo.signal };
  await Promise.all([
    ...robots.map((robot) => robot.run(demo.signal)),
    stories(demo, playing),
    passersBy(demo),
  ]);
}

async function sitAt(
  { base, onTrouble }: Demo,
  { login, name, seat = "" }: (typeof CAST)[number],
): Promise<Robot> {
  const console = openConsole(base);
  await console.call("POST", "/session", { login, password: DEMO_PASSWORD });
  return createRobot(console, { name, seat, onTrouble });
}

async function stories(demo: Demo, playing: Playing): Promise<void> {
  const live = new Set<Promise<void>>();
  for (let n = 0; !demo.signal.aborted; n += 1) {
    const story = demo.stories[n % demo.stories.length];
    if (story !== undefined && live.size < LIVE_STORIES_MAX) {
      const one = playOne(demo, playing, story, n).catch(demo.onTrouble);
      live.add(one);
      void one.finally(() => live.delete(one));
    }
    await sometime(STORY_SECONDS, demo);
  }
  await Promise.all(live);
}

async function playOne(demo: Demo, playing: Playing, story: Story, n: number): Promise<void> {
  const again = Math.floor(n / demo.stories.length);
  const fan = await demo.phones.fan(again === 0 ? story.fan : `${story.fan}${again + 1}`);
  await play(story, fan, playing);
}

async function passersBy(demo: Demo): Promise<void> {
  for (let n = 1; !demo.signal.aborted; n += 1) {
    await sometime(QUESTION_SECONDS, demo);
    const question = demo.questions[Math.floor(demo.random() * demo.questions.length)];
    if (question === undefined || demo.signal.aborted) return;
    await demo.phones
      .fan(`路人${n}`)
      .then((fan) => fan.say(question))
      .catch(demo.onTrouble);
  }
}

/** Half to one and a half times as long, as it falls out. */
const sometime = (seconds: number, { random, signal }: Demo): Promise<void> =>
  delay(seconds * 1_000 * (0.5 + random()), undefined, { signal }).catch(() => undefined);
