import { io, type Socket } from "socket.io-client";
import type { Listeners, Watched } from "./listener.ts";

/** The same desks at the peer: one socket per agent, in a room of her own. */
export async function openSockets(port: number, agents: number, watched: Watched): Promise<Listeners> {
  const sockets: Socket[] = [];
  for (let agent = 0; agent < agents; agent += 1) {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ["websocket"],
      forceNew: true,
      auth: { agent },
    });
    socket.on("message", (text: string) => watched.seen(agent, text));
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    sockets.push(socket);
  }
  return {
    async close() {
      for (const socket of sockets) socket.disconnect();
    },
  };
}
