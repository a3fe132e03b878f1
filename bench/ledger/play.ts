import type { Instant } from "../../src/core/kernel/instant.ts";
import type { LedgerEntry } from "../../src/core/ledger/ledger.ts";
import type { Deed } from "../../emulator/wechat/platform/phone/deed.ts";
import type { Rig } from "./rig.ts";
import type { Step } from "./schedule.ts";

/** What happened in a conversation, and of each try to send, after how much of it and whether it was taken. */
export type History = {
  readonly entries: readonly LedgerEntry[];
  readonly tries: readonly { readonly after: number; readonly at: Instant; readonly taken: boolean }[];
};

/** Plays one conversation. The platform is asked about every send, whatever any ledger would say. */
export async function play(rig: Rig, schedule: readonly Step[]): Promise<History> {
  const fan = rig.newFan();
  const entries: LedgerEntry[] = [];
  const tries: History["tries"][number][] = [];
  for (const step of schedule) {
    if (step.does === "wait") rig.wait(step.ms);
    else if (step.does === "send") {
      const taken = (await rig.send(fan)) === 0;
      tries.push({ after: entries.length, at: rig.now(), taken });
      if (taken) entries.push({ kind: "sent", by: step.by, at: rig.now() });
    } else {
      const opening = await rig.act(fan, deedOf(step.does));
      if (opening !== undefined) entries.push({ kind: "heard", opening, at: rig.now() });
    }
  }
  return { entries, tries };
}

function deedOf(does: Exclude<Step["does"], "send" | "wait">): Deed {
  switch (does) {
    case "write":
      return { does, text: "几时发货" };
    case "tap_menu":
      return { does, key: "menu" };
    case "scan":
      return { does, scene: "7" };
    case "follow":
    case "unfollow":
      return { does };
  }
}
