import { setTimeout as delay } from "node:timers/promises";

import type { Robot } from "../../emulator/demo/robot.ts";
import { openFan, type StoryFan } from "./fan.ts";
import type { House } from "./house.ts";
import { forbiddenIn, unmet, unmetInPublic } from "./judge.ts";
import type { Part, Step, Story } from "./sheet.ts";
import { openSquare, type Square } from "./square.ts";

/** What became of a story: why it fails; nothing where it is as it has to be. */
export type Told = { readonly story: Story; readonly failures: readonly string[] };

/** What has to be seen is seen within this time: a turn's end, a seat, a look for mentions. */
const SEEN_MS_MAX = 45_000;
const LOOK_MS = 250;
/** By then every turn is over and every answer has left: what comes now is one too many. */
const AFTER_MS = 6_000;

type Scene = {
  readonly fan: StoryFan;
  readonly square: Square;
  readonly robots: readonly Robot[];
  /** How many of our messages the story has looked at. */
  looked: number;
  readonly failures: string[];
};

/** Plays a story through the doors that fans, agents and platforms use, and says where it is not as it has to be. */
export async function tell(story: Story, house: House, robots: readonly Robot[]): Promise<Told> {
  const square = openSquare(house);
  const failures: string[] = [];
  const fans: StoryFan[] = [];
  for (const part of story.parts) {
    const fan = await openFan(house, part.account, part.fan);
    fans.push(fan);
    failures.push(...(await tellPart(part, { fan, square, robots })));
  }
  const heard = await Promise.all(fans.map((fan) => fan.received()));
  return { story, failures: [...failures, ...forbiddenIn(story.forbidden, heard.flat())] };
}

async function tellPart(part: Part, at: Omit<Scene, "looked" | "failures">): Promise<readonly string[]> {
  const scene: Scene = { ...at, looked: (await at.fan.received()).length, failures: [] };
  try {
    for (const step of part.steps) await take(step, scene, part.fan);
  } catch (error) {
    return [...scene.failures, `${part.fan}: ${error instanceof Error ? error.message : String(error)}`];
  }
  if (part.steps.some((step) => "fan" in step)) {
    await delay(AFTER_MS);
    const late = (await scene.fan.received()).slice(scene.looked);
    scene.failures.push(...late.map((text) => `one answer too many: ${text}`));
  }
  return scene.failures.map((failure) => `${part.fan}: ${failure}`);
}

async function take(step: Step, scene: Scene, name: string): Promise<void> {
  const { fan, square, failures } = scene;
  if ("fan" in step) await fan.act({ does: "write", text: step.fan });
  else if ("picture" in step) await fan.picture();
  else if ("agent" in step) await reply(step.agent, scene);
  else if ("post" in step) await post(step, fan, square, name);
  else if ("comment" in step) {
    await fan.act({ does: "comment", on: square.midOf(step.on), text: step.comment });
  } else if ("repost" in step)
    await fan.act({ does: "repost", of: square.midOf(step.of), text: step.repost });
  else if ("publicly" in step) await square.answer(step.on, step.publicly);
  else if ("seenInPublic" in step) {
    const { seenInPublic } = step;
    failures.push(
      ...(await until(async () => unmetInPublic(seenInPublic, await square.look(seenInPublic.post)))),
    );
  } else {
    let received: readonly string[] = [];
    const wrong = await until(async () => {
      received = await fan.received();
      return unmet(step.seen, { texts: received.slice(scene.looked), ...(await fan.look()) });
    });
    scene.looked = received.length;
    failures.push(...wrong);
  }
}

/** What is still wrong when time is up; looks until nothing is. */
async function until(look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const end = performance.now() + SEEN_MS_MAX;
  for (;;) {
    const wrong = await look();
    if (wrong.length === 0 || performance.now() > end) return wrong;
    await delay(LOOK_MS);
  }
}

async function reply(text: string, { fan, robots, failures }: Scene): Promise<void> {
  const missing = await until(async () =>
    robots.some((robot) => robot.contactOf(fan.openid) !== undefined) ? [] : ["no agent has her"],
  );
  failures.push(...missing);
  for (const robot of robots) {
    const contact = robot.contactOf(fan.openid);
    if (contact !== undefined) return robot.reply(contact, text.replaceAll("{agent}", robot.name));
  }
}

async function post(
  step: Extract<Step, { readonly post: string }>,
  fan: StoryFan,
  square: Square,
  name: string,
): Promise<void> {
  const { post: text, as, followers } = step;
  if (followers !== undefined) await square.hear(as, { text, author: name, followers });
  else await square.show(as, await fan.act({ does: "post", text }));
}
