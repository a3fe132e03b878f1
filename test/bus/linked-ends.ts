import type { Bus } from "../../src/bus/bus.ts";
import type { LinkedBusOptions } from "../../src/bus/linked.ts";
import type { Ends } from "./contract.ts";

type State = "up" | "down";

export type LinkedEnd = {
  readonly bus: Bus;
  readonly errors: unknown[];
  /** Resolves when the link next says this, or has said it and nobody has waited for it yet. */
  readonly link: (state: State) => Promise<void>;
};

/** One bus whose link can be waited for. */
export function linkedEnd(open: (options: LinkedBusOptions) => Bus): LinkedEnd {
  const errors: unknown[] = [];
  const said: State[] = [];
  let listener: (() => void) | undefined;

  const bus = open({
    onError: (error) => errors.push(error),
    onLink(state) {
      said.push(state);
      listener?.();
    },
  });

  return {
    bus,
    errors,
    link: (state) =>
      new Promise((resolve) => {
        listener = () => {
          const at = said.indexOf(state);
          if (at < 0) return;
          said.splice(0, at + 1);
          listener = undefined;
          resolve();
        };
        listener();
      }),
  };
}

/** Two processes' worth of buses, linked. */
export async function linkedEnds(open: () => LinkedEnd): Promise<Ends> {
  const [near, far] = [open(), open()];
  await Promise.all([near.link("up"), far.link("up")]);
  return { near: near.bus, far: far.bus, errors: far.errors };
}
