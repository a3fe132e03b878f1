const WIDTH = 480;
const QUALITIES = [0.86, 0.7, 0.5, 0.3];
/** A browser that cannot play the film says so at once, or never. */
const FRAME_MS_MAX = 4_000;
/** A little way in: many films begin with black. */
const FRAME_AT_S = 0.5;

/**
 * A still picture of a film, as JPEG of at most so many bytes. Where this browser cannot play it, a plain one with the
 * sign of a player, so that it can be sent all the same.
 */
export async function filmCover(url: string, bytesMax: number): Promise<Blob> {
  const film = await frameOf(url);
  const canvas = film === undefined ? plain() : drawn(film, film.videoWidth, film.videoHeight);
  return jpegOf(canvas, bytesMax);
}

/** The same of a picture. */
export async function pictureCover(picture: Blob, bytesMax: number): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const cover = await jpegOf(drawn(bitmap, bitmap.width, bitmap.height), bytesMax);
  bitmap.close();
  return cover;
}

function frameOf(url: string): Promise<HTMLVideoElement | undefined> {
  const film = document.createElement("video");
  film.muted = true;
  film.preload = "auto";
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), FRAME_MS_MAX);
    const end = (found: HTMLVideoElement | undefined): void => {
      clearTimeout(timer);
      resolve(found);
    };
    film.addEventListener("loadeddata", () => (film.currentTime = Math.min(FRAME_AT_S, film.duration / 2)));
    film.addEventListener("seeked", () => end(film));
    film.addEventListener("error", () => end(undefined));
    film.src = url;
  });
}

function drawn(
  source: CanvasImageSource,
  width: number,
  height: number,
  widthMax = WIDTH,
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.min(widthMax, width));
  canvas.height = Math.max(1, Math.round((height * canvas.width) / width));
  canvas.getContext("2d")?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function plain(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, 270];
  const pen = canvas.getContext("2d");
  if (pen === null) return canvas;
  pen.fillStyle = "#26303d";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#ffffff";
  pen.beginPath();
  pen.moveTo(215, 95);
  pen.lineTo(285, 135);
  pen.lineTo(215, 175);
  pen.fill();
  return canvas;
}

async function jpegOf(canvas: HTMLCanvasElement, bytesMax: number): Promise<Blob> {
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (blob !== null && blob.size <= bytesMax) return blob;
  }
  return jpegOf(drawn(canvas, canvas.width, canvas.height, Math.floor(canvas.width / 2)), bytesMax);
}
