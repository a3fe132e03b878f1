/** Browsers keep the clipboard from pages that came without https. */
export const mayCopy = typeof ClipboardItem !== "undefined" && navigator.clipboard !== undefined;

/** Puts a picture of this page on the clipboard; as PNG, which is all that it takes. */
export async function copyPicture(picture: HTMLImageElement): Promise<void> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  const png = new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)));
  });
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
}
