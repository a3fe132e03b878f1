import { setTimeout as delay } from "node:timers/promises";
import type { InHand, Robot } from "./robot.ts";
import type { Story, StoryStep } from "./story.ts";

/** One fan's hands: what the story lets her do. */
export type Fan = {
  readonly openid: string;
  readonly say: (text: string) => Promise<void>;
  readonly picture: (name: string) => Promise<void>;
};

export type Playing = {
  readonly robots: readonly Robot[];
  readonly random: () => number;
  readonly signal: AbortSignal;
};

/** So long an agent may take to come; then the story is left to the visitor. */
const AGENT_MS_MAX = 180_000;
const LOOK_MS = 500;

/** Plays one story from its first line to the wrap-up; ends early where no robot gets the contact. */
export async function play(story: Story, fan: Fan, playing: Playing): Promise<void> {
  for (const step of story.steps) {
    await pause(step.pause, playing);
    if (playing.signal.aborted) return;
    if (!(await take(step, fan, playing))) return;
  }
  const hand = await handOf(fan, playing);
  if (hand !== undefined) await hand.robot.finish(hand.contact, story.wrapUp);
}

/** False where the story cannot go on. */
async function take(step: StoryStep, fan: Fan, playing: Playing): Promise<boolean> {
  if ("fan" in step) await fan.say(step.fan);
  else if ("picture" in step) await fan.picture(step.picture);
  else {
    const hand = await handOf(fan, playing);
    if (hand === undefined) return false;
    const { robot, contact } = hand;
    if ("agent" in step) await robot.reply(contact, step.agent.replaceAll("{agent}", robot.name));
    else await robot.note(contact, step.note);
  }
  return true;
}

type Hand = { readonly robot: Robot; readonly contact: InHand };

/** The robot that has the fan; waits until one does. */
async function handOf(fan: Fan, { robots, signal }: Playing): Promise<Hand | undefined> {
  for (let waitedMs = 0; waitedMs < AGENT_MS_MAX && !signal.aborted; waitedMs += LOOK_MS) {
    for (const robot of robots) {
      const contact = robot.contactOf(fan.openid);
      if (contact !== undefined) return { robot, contact };
    }
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** People are never exactly on time: between four fifths and six fifths of the pause. */
async function pause(seconds: number, { random, signal }: Playing): Promise<void> {
  await delay(seconds * 1_000 * (0.8 + 0.4 * random()), undefined, { signal }).catch(() => undefined);
}
