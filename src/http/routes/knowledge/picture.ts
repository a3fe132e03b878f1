import { createHash } from "node:crypto";

import { tooLarge } from "../../../action/contact/said.ts";
import { addPicture, readPicture } from "../../../action/knowledge/pictures.ts";
import type { StoredPicture } from "../../../action/knowledge/ports.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { judgePicture, pictureId, PIXELS_MAX } from "../../../core/knowledge/picture.ts";
import { PICTURE_BYTES_MAX, type PictureType } from "../../../core/media/sniff.ts";
import { answers, type Route } from "../../api/route.ts";
import { readBody } from "../../body.ts";
import * as picture from "../../contract/knowledge/picture.ts";
import { type MediaDoor, show } from "../media.ts";

export type PictureDoor = Pick<MediaDoor, "take" | "bytesOf" | "stream">;

/** Pictures that answers may be of. */
export const pictureRoutes = (door: PictureDoor): readonly Route[] => [
  answers(picture.uploadPicture, async ({ ctx, actor, key }, api) => {
    const bytes = await readBody(ctx.req, PICTURE_BYTES_MAX).catch(() => {
      throw new Fault("body_malformed", "The body did not come whole.");
    });
    if (bytes === undefined) throw tooLarge(PICTURE_BYTES_MAX);
    const judged = judgePicture(bytes);
    if ("fault" in judged) throw faultOf(judged.fault);
    return api.perform(addPicture, await storePicture(door, bytes, judged.type), actor, key);
  }),
  answers(picture.readPicture, async ({ ctx, input, actor }, api) =>
    show(ctx, door, await api.ask(readPicture, input, actor)),
  ),
];

/** The bytes first: a row without them would be a promise that nobody keeps. */
export async function storePicture(
  { take }: Pick<PictureDoor, "take">,
  data: Uint8Array,
  type: PictureType,
): Promise<StoredPicture> {
  const one = async function* () {
    yield data;
  };
  await take(one(), () => ({ type, bytesMax: PICTURE_BYTES_MAX }));
  const sha256 = createHash("sha256").update(data).digest("hex");
  return { blobId: pictureId(sha256), type, bytes: data.length, sha256 };
}

function faultOf(fault: "type" | "large" | "pixels" | "many"): Fault {
  if (fault === "large") return tooLarge(PICTURE_BYTES_MAX);
  if (fault === "pixels") {
    const max = PIXELS_MAX / 1_000_000;
    return new Fault("picture_pixels", `A picture has at most ${max} million pixels.`, { max });
  }
  return new Fault("media_unreadable", "That is no picture that can be sent.");
}
