/** Whose public key this is. Pure; twin of amparo/sealing/directory.py. */
import { hex } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { DAY, writeMoment } from "../base/moments";
import type { Moment } from "../base/moments";
import { BadSignature, verify } from "./signing";

const LONGEST = 90 * DAY;

export interface Certificate {
  readonly online: Bytes;
  readonly from: Moment;
  readonly to: Moment;
  readonly signature: Bytes;
}

export interface KeyRecord {
  readonly kind: "circle" | "account" | "recovery" | "post";
  readonly id: string;
  readonly epoch: number;
  readonly public: Bytes;
  readonly at: Moment;
}

/** Whether the certificate covers now. Out of date warns, and never blocks sealing. */
export type Validity = "good" | "out_of_date";

/** Check that the root vouches for this online key; throws BadSignature where it does not. */
export function checkCertificate(root: Bytes, certificate: Certificate, at: Moment): Validity {
  const { online, from, to, signature } = certificate;
  const signed = ["amparo/directory-certificate/1", hex(online), writeMoment(from), writeMoment(to)];
  verify(root, canonicalJson(signed), signature);
  if (to <= from || to - from > LONGEST) throw new BadSignature("A certificate lasts 90 days at most.");
  return covers(certificate, at) ? "good" : "out_of_date";
}

/** Check that the certified key signed this record while its certificate held; throws otherwise. */
export function checkRecord(certificate: Certificate, record: KeyRecord, signature: Bytes): void {
  const { kind, id, epoch, at } = record;
  const signed = ["amparo/directory-record/1", kind, id, epoch, hex(record.public), writeMoment(at)];
  verify(certificate.online, canonicalJson(signed), signature);
  if (!covers(certificate, at)) throw new BadSignature("The key was signed out of the certificate's days.");
}

function covers(certificate: Certificate, at: Moment): boolean {
  return certificate.from <= at && at < certificate.to;
}
