// Carry what waits another way: as a file, or as squares of dots that another phone of the group reads.

import { canScan, scan } from "../edge/camera";
import { Series, toSeries } from "../carry/series";
import { bundleOf, takeBundle } from "../edge/carrying";
import { button, card, status, wrong, door } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import { syncSoon } from "../edge/rounds";
import type { Scene, Screen } from "../edge/stage";
import { fill, h } from "../edge/view";
import { drawer } from "./squares";

const EVERY = 700;

export const carry = (phone: Phone, says = "", isWrong = false): Screen => () => {
  const { t, stage } = phone;
  const file = h("input", { type: "file", id: "file", hidden: true, accept: ".amparo,application/octet-stream" });
  file.addEventListener("change", () => void takeFile(phone, file.files?.[0]));
  const waits = phone.waiting > 0;
  return {
    title: t("carry.title"),
    body: [
      says === "" ? null : isWrong ? wrong(says) : card("", h("p", { role: "status" }, says)),
      h("p", {}, waits ? t("carry.lead") : t("carry.nothing")),
      waits ? card("", h("p", {}, t("carry.count", { n: phone.waiting }))) : null,
      waits ? door("shared", t("carry.file"), "", () => void share(phone)) : null,
      waits ? door("qr", t("carry.show"), "", () => void show(phone)) : null,
      canScan() ? door("lens", t("carry.take"), "", () => stage.go(take(phone))) : null,
      h("div", {}, file, button(t("carry.take_file"), () => file.click())),
    ],
  };
};

async function share(phone: Phone): Promise<void> {
  const file = new File([(await bundleOf(phone)) as BlobPart], `${phone.now.slice(0, 10)}.amparo`, { type: "application/octet-stream" });
  if (navigator.canShare?.({ files: [file] }) === true) {
    await navigator.share({ files: [file] }).catch(() => undefined);
    return;
  }
  const address = URL.createObjectURL(file);
  h("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function show(phone: Phone): Promise<void> {
  const pieces = toSeries(await bundleOf(phone));
  phone.stage.go(showing(phone, pieces));
}

/** Square after square, around and around, until the other phone has them all. */
const showing = (phone: Phone, pieces: readonly string[]): Screen => () => {
  const { t } = phone;
  const place = h("div");
  const says = status();
  const { draw, end } = drawer(
    (square) => fill(place, square),
    () => phone.stage.over(carry(phone, t("settings.not_kept"), true)),
  );
  let shown = 0;
  const next = (): void => {
    draw(pieces[shown % pieces.length] ?? "");
    says.textContent = t("carry.showing", { n: (shown % pieces.length) + 1, all: pieces.length });
    shown += 1;
  };
  next();
  const turning = setInterval(next, EVERY);
  const leave = (): void => {
    clearInterval(turning);
    end();
  };
  return { title: t("carry.show"), body: [place, says], leave } satisfies Scene;
};

const take = (phone: Phone): Screen => () => {
  const { t, stage } = phone;
  const video = h("video", { muted: true, playsinline: true, "aria-label": t("first.scanning") });
  const says = status(t("first.scanning"));
  const gathering = new Series();
  let end = (): void => undefined;
  let isOver = false;
  const seen = (code: string): void => {
    const far = isOver ? null : gathering.take(code);
    if (far === null) return;
    says.textContent = t("carry.taking", { n: far.have, all: far.of });
    if (far.whole === null) return;
    isOver = true;
    void taken(phone, far.whole);
  };
  scan(video, seen).then(
    (stop) => (end = stop),
    () => stage.over(carry(phone, t("first.no_camera"), true)),
  );
  return { title: t("carry.take"), body: [video, says], leave: () => end() };
};

async function takeFile(phone: Phone, file: File | undefined): Promise<void> {
  if (file !== undefined) await taken(phone, new Uint8Array(await file.arrayBuffer()));
}

async function taken(phone: Phone, bytes: Uint8Array): Promise<void> {
  const isOurs = await takeBundle(phone, bytes);
  phone.stage.over(carry(phone, phone.t(isOurs ? "carry.taken" : "carry.not_ours"), !isOurs));
  if (isOurs) void syncSoon(phone);
}
