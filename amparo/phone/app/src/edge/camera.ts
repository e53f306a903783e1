// Reads QR codes through the camera: the browser's own reader where there is one, else a small
// library in a worker that is fetched only then. No picture is kept.

import { workerAt } from "./caches";

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector } | undefined;

type Reader = (video: HTMLVideoElement) => Promise<string | null>;

export const canScan = (): boolean => navigator.mediaDevices?.getUserMedia !== undefined;

/** Tell whether reading a code takes the library here. */
export const needsLibrary = (): boolean => canScan() && typeof BarcodeDetector === "undefined";

/** Show the camera in a video and tell each code that is seen; returns what ends it. */
export async function scan(video: HTMLVideoElement, seen: (code: string) => void): Promise<() => void> {
  const facing = { video: { facingMode: "environment" } };
  const stream = await navigator.mediaDevices.getUserMedia(facing);
  const read = typeof BarcodeDetector === "undefined" ? byLibrary() : byBrowser();
  video.srcObject = stream;
  await video.play();
  let goesOn = true;
  const look = async (): Promise<void> => {
    if (!goesOn) return;
    const code = await read(video).catch(() => null);
    if (code !== null && goesOn) seen(code);
    setTimeout(() => void look(), 120);
  };
  void look();
  return () => {
    goesOn = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

function byBrowser(): Reader {
  if (typeof BarcodeDetector === "undefined") return byLibrary();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

function byLibrary(): Reader {
  const worker = workerAt("scan");
  const canvas = document.createElement("canvas");
  return async (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    const pen = canvas.getContext("2d");
    if (width === 0 || pen === null) return null;
    canvas.width = width;
    canvas.height = height;
    pen.drawImage(video, 0, 0);
    const { data } = pen.getImageData(0, 0, width, height);
    return new Promise((resolve) => {
      worker.onmessage = (event: MessageEvent<string | null>) => resolve(event.data);
      worker.postMessage({ data, width, height }, [data.buffer]);
    });
  };
}
