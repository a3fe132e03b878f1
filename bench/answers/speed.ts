import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { entryOf, readLines } from "../../scripts/predicting/knowledge.ts";
import { buildMatcher, match } from "../../src/core/answer/matcher.ts";
import { createLatencies } from "../measure/latencies.ts";
import { residentKb } from "../measure/process-memory.ts";

export type Speed = {
  readonly questions: number;
  readonly learnMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Processor time of the process per question: what a busy machine changes least. */
  readonly cpuP50Ms: number;
  readonly cpuP99Ms: number;
  /** Resident memory of the whole process, the texts included. */
  readonly residentMb: number;
};

const ASKED = 2_000;
const WARM_UP = 200;

/**
 * Each question of a folder of {q} lines an entry of its own, the first `count` of them; every n-th is asked, its last
 * character left out, so that none is found word for word. Run in a process of its own: it tells its memory.
 */
export async function measureSpeed(folder: string, count: number): Promise<Speed> {
  const texts = await readQuestions(folder, count);
  const entries = texts.map((text, nth) => entryOf(`q${nth}`, [text]));
  const began = performance.now();
  const matcher = buildMatcher(entries);
  const learnMs = Math.round(performance.now() - began);

  const latencies = createLatencies();
  const processorTimes = createLatencies();
  const step = Math.max(1, Math.floor(texts.length / ASKED));
  const asked = texts.filter((_, nth) => nth % step === 0).map((text) => text.slice(0, -1));
  for (const text of asked.slice(0, WARM_UP)) match(matcher, text, 5);
  for (const text of asked) {
    const from = performance.now();
    const before = process.cpuUsage();
    match(matcher, text, 5);
    const { user, system } = process.cpuUsage(before);
    latencies.add(performance.now() - from);
    processorTimes.add((user + system) / 1_000);
  }
  const { p50, p99, max } = latencies.take();
  const cpu = processorTimes.take();
  const residentMb = Math.round(residentKb(process.pid) / 1_024);
  return {
    questions: texts.length,
    learnMs,
    p50Ms: p50,
    p99Ms: p99,
    maxMs: max,
    cpuP50Ms: cpu.p50,
    cpuP99Ms: cpu.p99,
    residentMb,
  };
}

async function readQuestions(folder: string, count: number): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).toSorted();
  const texts: string[] = [];
  for (const name of names) {
    if (texts.length >= count) break;
    for (const { q } of await readLines(join(folder, name), z.object({ q: z.string() }))) texts.push(q);
  }
  return texts.slice(0, count);
}
