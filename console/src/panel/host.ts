import { onScopeDispose, shallowRef } from "vue";

import { type FromHost, readFromHost, type ToHost, written } from "./messages.ts";

type Host = { readonly say: (message: ToHost) => void };

/** Whoever frames the panel, once it is one of those who may; undefined: nobody does. */
export const host = shallowRef<Host>();

/** Whether another's page has this one within it. */
export const isFramed = window.parent !== window;

/** Speaks with the page that frames this one, if its origin is one of these, and with nobody else. */
export function meetHost(origins: readonly string[], hear: (message: FromHost) => void): void {
  if (!isFramed) return;
  // Whose page it is, only the browser knows: it gives the word to the right origin, and to no other.
  const sayTo = (origin: string, message: ToHost): void =>
    window.parent.postMessage(written(message), origin);
  const listen = ({ source, origin, data }: MessageEvent): void => {
    if (source !== window.parent || !origins.includes(origin)) return;
    const message = readFromHost(data);
    if (message === undefined) return;
    if (message.type === "hello") sayTo(origin, { type: "ready" });
    else hear(message);
  };
  host.value = { say: (message) => origins.forEach((origin) => sayTo(origin, message)) };
  window.addEventListener("message", listen);
  onScopeDispose(() => {
    window.removeEventListener("message", listen);
    host.value = undefined;
  });
  host.value.say({ type: "ready" });
}
