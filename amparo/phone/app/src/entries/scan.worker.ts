// Finds a QR code in a picture, where the browser has no reader of its own.
import jsqr from "jsqr";

interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

self.onmessage = (event: MessageEvent<Picture>): void => {
  const { data, width, height } = event.data;
  self.postMessage(jsqr(data, width, height)?.data ?? null);
};
