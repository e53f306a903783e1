/** The sealed outbox as a file to share: whoever carries it can open none of it. Pure. */
import type { Bytes } from "../base/bytes";
import { readFrame, writeFrame } from "../wire/frames";

/** Hex of the root key of the deployment that the letters are for. */
export type Root = string;

export class NotAnOutbox extends Error {}
export class AnotherDeployment extends Error {}

export function writeOutbox(root: Root, boxes: readonly Bytes[]): Bytes {
  return writeFrame({ v: 1, kind: "outbox", root }, boxes);
}

/** The letter boxes of a file; throws where it is none, half of one, or for another deployment. */
export function readOutbox(bytes: Bytes, root: Root): readonly Bytes[] {
  const frame = readFrame(bytes);
  const said = frame?.json as { kind?: string; root?: string } | undefined;
  if (!frame || said?.kind !== "outbox") throw new NotAnOutbox("This file holds nothing to carry.");
  if (said.root !== root) throw new AnotherDeployment("This is for another place.");
  return frame.blobs;
}
