// A photo of an activity, drawn anew: what the camera wrote beside the picture (place, hour, model,
// thumbnail) is not in it. Never a child: the screen says so before, and no concern takes a photo.

export const LONGEST_SIDE = 1280;
const QUALITY = 0.7;

/** Draw a photo anew, at most 1280 points a side.
 *  @throws NotAPicture if the browser can't read the file. */
export async function redrawn(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new NotAPicture();
  });
  const { width, height } = fitted(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve, reject) => {
    const done = (made: Blob | null): void =>
      made === null ? reject(new NotAPicture()) : resolve(made);
    canvas.toBlob(done, "image/jpeg", QUALITY);
  });
}

export class NotAPicture extends Error {}

/** Fit into a square of the longest side; a small picture stays as it is. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
