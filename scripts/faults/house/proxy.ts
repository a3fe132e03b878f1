import { connect, createServer, type NetConnectOpts, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A way to a server, on loopback, that can be slow, broken, or silent, while the server itself goes on. */
export type Proxy = {
  readonly port: number;
  /** Every piece of an answer comes so much later. */
  readonly delay: (ms: number) => void;
  /** Resets what is connected and whatever comes. */
  readonly cut: () => void;
  /** Accepts and says nothing. What was said into the hole arrives when it is mended, as after a partition. */
  readonly hole: () => void;
  /**
   * Resets the connections whose client says this, so many of them: before the server has heard it, or as soon as it
   * has. Returns how many were.
   */
  readonly cutAt: (words: string, when: "before" | "after", times: number) => () => number;
  /** Takes everything back. */
  readonly heal: () => void;
  /** Other connections than before go there from now on. */
  readonly lead: (to: NetConnectOpts) => void;
  readonly close: () => Promise<void>;
};

type Trap = { readonly words: string; readonly when: "before" | "after"; left: number };

type State = {
  target: NetConnectOpts;
  mode: "open" | "cut" | "hole";
  lateMs: number;
  trap: Trap | undefined;
  /** Of the clients. */
  readonly sockets: Set<Socket>;
};

/** How often a piece in the hole looks whether it is mended. */
const LOOK_MS = 20;

export async function openProxy(target: NetConnectOpts): Promise<Proxy> {
  const state: State = { target, mode: "open", lateMs: 0, trap: undefined, sockets: new Set() };
  const server = createServer({ allowHalfOpen: true }, (near) => admit(state, near));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const drop = (): void => {
    for (const socket of state.sockets) reset(socket);
  };

  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    delay: (ms) => void (state.lateMs = ms),
    cut() {
      state.mode = "cut";
      drop();
    },
    hole: () => void (state.mode = "hole"),
    cutAt(words, when, times) {
      const trap: Trap = { words, when, left: times };
      state.trap = trap;
      return () => times - trap.left;
    },
    heal() {
      state.mode = "open";
      state.lateMs = 0;
      state.trap = undefined;
    },
    lead: (other) => void (state.target = other),
    async close() {
      drop();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function admit(state: State, near: Socket): void {
  if (state.mode === "cut") return reset(near);
  state.sockets.add(near);
  const far = connect({ ...state.target, allowHalfOpen: true } as NetConnectOpts);
  near.on("error", () => undefined);
  far.on("error", () => undefined);
  near.on("close", () => {
    state.sockets.delete(near);
    // One that has its client's last words, and has been told that there are no more, may finish.
    if (!far.writableEnded) far.destroy();
  });
  far.on("close", (hadError) => {
    if (hadError) reset(near);
  });
  pass(state, near, far, (bytes) => isCaught(state, bytes) && spring(state.trap, bytes, near, far));
  pass(state, far, near, () => false);
}

/** One direction, in order: each piece waits for the one before it. Only answers are late. */
function pass(state: State, from: Socket, into: Socket, takes: (bytes: Buffer) => boolean): void {
  const isAnswer = state.sockets.has(into);
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => void): void => {
    const due = performance.now() + (isAnswer ? state.lateMs : 0);
    last = last.then(async () => {
      const early = due - performance.now();
      if (early > 0) await pause(early, undefined, { ref: false });
      while (state.mode === "hole" && !into.destroyed) await pause(LOOK_MS, undefined, { ref: false });
      if (!into.destroyed) work();
    });
  };
  from.on("data", (bytes: Buffer) => {
    if (!takes(bytes)) inTurn(() => into.write(bytes));
  });
  from.on("end", () => inTurn(() => into.end()));
}

const isCaught = ({ trap }: State, bytes: Buffer): boolean =>
  trap !== undefined && trap.left > 0 && bytes.includes(trap.words);

/** The server gets all of it, and then hears that nobody waits for its answer; or nothing. */
function spring(trap: Trap | undefined, bytes: Buffer, near: Socket, far: Socket): true {
  if (trap !== undefined) trap.left -= 1;
  if (trap?.when === "after") far.end(bytes);
  reset(near);
  return true;
}

/** One that is ending already cannot be reset: the system refuses, and would keep it. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
