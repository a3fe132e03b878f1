import type { LabelLimits } from "../channel/fans/labels.ts";
import { Fault } from "../kernel/fault.ts";

/** Something about a fan that the platform is to change. Each may be asked for again: it is no more done by then. */
export type FanChange =
  /** By the label's name: one that the account does not have yet is made. */
  | { readonly kind: "label" | "unlabel"; readonly value: string }
  | { readonly kind: "remark"; readonly value: string }
  | { readonly kind: "block"; readonly reason: string }
  | { readonly kind: "unblock" };

export const FAN_CHANGES = ["label", "unlabel", "remark", "block", "unblock"] as const;

/** What is there before a label is given. */
export type LabelsNow = {
  readonly limits: LabelLimits;
  /** Names of hers, those on their way included. */
  readonly hers: readonly string[];
  /** Names of the account's. */
  readonly known: readonly string[];
};

/**
 * Refuses what the platform would refuse, in plain words (protocols §1.14).
 * @throws Fault `label_too_long` {bytes, bytesMax}, `labels_of_fan_used_up` {max}, `labels_used_up` {max}
 */
export function refuseLabel(name: string, { limits, hers, known }: LabelsNow): void {
  const bytes = utf8Bytes(name);
  const { nameBytesMax: bytesMax, perFanMax, perAccountMax } = limits;
  if (bytes > bytesMax) {
    throw new Fault("label_too_long", `A label has ${bytesMax} bytes at most; this one has ${bytes}.`, {
      bytes,
      bytesMax,
    });
  }
  if (!hers.includes(name) && hers.length >= perFanMax) {
    throw new Fault("labels_of_fan_used_up", `A fan has ${perFanMax} labels at most.`, { max: perFanMax });
  }
  if (!known.includes(name) && known.length >= perAccountMax) {
    throw new Fault("labels_used_up", `An account has ${perAccountMax} labels at most.`, {
      max: perAccountMax,
    });
  }
}

/** As the platform counts characters: an emoji is one. @throws Fault `fan_remark_too_long` {max} */
export function refuseRemark(remark: string, charsMax: number): void {
  if (Array.from(remark).length <= charsMax) return;
  throw new Fault("fan_remark_too_long", `The platform keeps a remark of ${charsMax} characters at most.`, {
    max: charsMax,
  });
}

/** How long a text is in UTF-8. A half of a pair counts as the sign that takes its place. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
