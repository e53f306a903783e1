// A note in one's own voice instead of writing: the member's, never a child's. Three minutes at most.

export const LONGEST_NOTE = 3 * 60_000;
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export const canRecord = (): boolean =>
  "MediaRecorder" in globalThis && navigator.mediaDevices?.getUserMedia !== undefined;

export interface Recording {
  /** Stop, and get what was said. */
  stop(): Promise<Blob>;
}

/** Begin to record. Opus at 16 kbit/s: a minute of speech is 120 kB. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: 16_000,
    ...(mimeType === undefined ? {} : { mimeType }),
  });
  const pieces: Blob[] = [];
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  const ended = new Promise<Blob>((resolve) => {
    recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      resolve(new Blob(pieces, { type: recorder.mimeType }));
    });
  });
  recorder.start(1000);
  const longest = setTimeout(() => recorder.state !== "inactive" && recorder.stop(), LONGEST_NOTE);
  return {
    stop: () => {
      clearTimeout(longest);
      if (recorder.state !== "inactive") recorder.stop();
      return ended;
    },
  };
}
