// A photo of an activity, drawn anew: where, when and with what it was taken stays behind, and so does the
// small picture that a camera puts beside the large one.

const MOST = 150_000;
const SIDES = [1280, 960, 640];
const QUALITIES = [0.75, 0.6, 0.45];

/** Return a picture as a JPEG that says nothing but what is seen; null where it is none that can be read. */
export async function redrawn(file: Blob): Promise<Blob | null> {
  const address = URL.createObjectURL(file);
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
    for (const side of SIDES)
      for (const quality of QUALITIES) {
        const drawn = await jpegOf(picture, side, quality);
        if (drawn !== null && drawn.size <= MOST) return drawn;
      }
  } catch {
    // It is no picture, or one that this browser does not know.
  } finally {
    URL.revokeObjectURL(address);
  }
  return null;
}

function jpegOf(picture: HTMLImageElement, side: number, quality: number): Promise<Blob | null> {
  const { naturalWidth: width, naturalHeight: height } = picture;
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((drawn) => canvas.toBlob(drawn, "image/jpeg", quality));
}
