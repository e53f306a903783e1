// What goes up is packed where the browser can do it and it helps: lists of ids shrink to half. Sealed
// boxes look like chance, and no packing makes them smaller.

import type { Bytes } from "../base/bytes";

interface Packing {
  new (format: "gzip"): { readonly writable: WritableStream; readonly readable: ReadableStream };
}
declare const CompressionStream: Packing | undefined;

/** Return the gzip of these bytes where that is less, else the bytes as they are. */
export async function smaller(bytes: Bytes): Promise<Bytes> {
  if (typeof CompressionStream === "undefined") return bytes;
  const packing = new CompressionStream("gzip");
  const writer = packing.writable.getWriter();
  void writer.write(bytes).then(() => writer.close());
  const packed = new Uint8Array(await new Response(packing.readable).arrayBuffer());
  return packed.length < bytes.length ? packed : bytes;
}
