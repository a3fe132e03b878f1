import { encode } from "uqr";

/** A code's picture, made here of what it says: as sharp as the paper allows, and no picture is fetched from anywhere. */
export type Picture = { readonly size: number; readonly path: string };

/** Three in ten of its parts may be lost: it survives a scratch, and a logo on it. */
export function pictureOf(text: string): Picture {
  const { data, size } = encode(text, { ecc: "Q", border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return { size, path };
}

export const svgOf = ({ size, path }: Picture): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="60mm" height="60mm" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;

/** Whole pixels to a part, so that no edge is grey. */
export async function pngOf({ size, path }: Picture, pixels: number): Promise<Blob> {
  const scale = Math.ceil(pixels / size);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * scale;
  const paint = canvas.getContext("2d");
  if (paint === null) throw new Error("this browser paints no pictures");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.fillStyle = "#000";
  paint.scale(scale, scale);
  paint.fill(new Path2D(path));
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png"),
  );
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name that every system takes. */
export const fileName = (name: string, ending: string): string =>
  `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, "_").slice(0, 60)}.${ending}`;
