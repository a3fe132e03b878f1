import { onFrame } from "../../api/stream.ts";
import type { FrameName } from "../../api/stream.ts";
import { timed } from "../api/moments.ts";
import type { FrameData } from "../api/wire.ts";

/** Hears the frames of this name with their moments read. */
export function onDeskFrame<Name extends FrameName>(
  name: Name,
  listener: (data: FrameData<Name>) => void,
): () => void {
  return onFrame(name, (data) => listener(timed(data) as FrameData<Name>));
}
