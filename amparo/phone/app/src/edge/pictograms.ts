// Calm line drawings, each beside its words: they help the eye find again what was read or heard once.
// A choice names its own (`pictogram` in the pack's choices); the name says what is drawn, never what
// it means. A name that is not known here draws nothing.

import { PARTS } from "./parts";

/** Parts put together: `part`, or `part,x,y,scale` to move and shrink it. */
const WHOLE: Record<string, string> = {
  circle_empty: "ring", calm: "low", clock_now: "ring,-2,0,.9 hands,-2,0,.9 bang,11,4,.6",
  moon: "moon,-1,3,.8 sun,11,0,.5",
  days_3: "square,0,8,.33 square,8,8,.33 square,16,8,.33",
  days_5: "square,0,3,.33 square,8,3,.33 square,16,3,.33 square,4,12,.33 square,12,12,.33",
  calendar: "sheet", calendar_far: "sheet,-2,6,.75 square,5,2,.7 square,9,-1,.6",
  arrows_round: "round", phone_talk: "phone waves", phone_silent: "phone,-3,0,1 cross,12,4,.5",
  bars_none: "bars strike", phone_hidden: "phone,-4,0,.9 palm,8,8,.65",
  phone_rest: "phone,24,0,1,90", headset_small: "headset,-2,0,.8 tall,14,10,.5",
  house_cross: "house plus,6,8,.5", house_book: "house book,6.500,9,.45",
  building_flag: "square,3,8,.75 flag,9,0,.5 door,2,3,.830",
  circle_people: "ring,8,8,.35 tall,8,-1,.3 tall,8,17,.3 tall,-1,8,.3 tall,17,8,.3",
  mouth_sharp: "sharp", two_clash: "tall,-5.500,4,.75 tall,11.500,4,.75 jagged,6,6,.5",
  bowl_empty: "bowl", bowl: "bowl steam", figure_alone: "square,-2,-2,1.150 tall,7,10,.4",
  arrow_away: "house,-3,3,.65 tall,16,11,.4 right,10,0,.5",
  book_closed: "closed", phone_chat: "phone,-5,2,.9 bubble,12,1,.45 bubble,12,11,.45",
  heart_rain: "cloud,2,-2,.8 heart,4,12,.6",
  figure_outside: "ring,-3,4,.7 tall,1,6,.28 tall,-3,12,.28 tall,5,12,.28 tall,15,7,.5",
  coins_quiet: "coins lips", small_speaks: "tall,-3,10,.55 bubble,10,2,.55",
  eye_ear: "eye,-1,4,.6 ear,12,5,.6", small_two_speak: "tall,-5,10,.55 tall,4,10,.55 bubble,13,2,.45",
  tall_speaks: "tall,-5,2,.85 bubble,12,2,.5", self: "tall chest", figures_1: "tall,5,6,.6",
  figures_2: "tall,0,6,.6 tall,9,6,.6", figures_3: "tall,-3,6,.6 tall,5,6,.6 tall,13,6,.6",
  figures_4: "tall,-4,8,.5 tall,2,8,.5 tall,8,8,.5 tall,14,8,.5 plus,16,0,.35",
  height_1: "measure tall,10,15,.3", height_2: "measure tall,9,11,.45",
  height_3: "measure tall,7,6,.65", height_4: "measure tall,6,2,.85",
  girl: "tall plaits", boy: "tall fringe", figure: "tall", pin_here: "pin,3,-1,.7 hill,5,0,1",
  pin_far: "pin,8,-2,.6 hill,-1,3,.8 hill,9,3,.8",
  house_two: "house tall,4,10,.42 tall,12,13,.32", house_small: "house tall,8,12,.35",
  house_next: "house,-1,7,.6 house,11,7,.6", figure_beside: "tall,-5,1,.9 tall,12,10,.5 chest,1,1,1",
  house_tall: "house tall,6.500,9,.48", figures_family: "tall,-6,2,.8 tall,3,6,.65 tall,13,10,.5",
  figures_pair: "tall,-4,3,.8 tall,9,3,.8", small_two: "tall,-1,8,.55 tall,11,8,.55",
  figure_wave: "tall wave", figure_blank: "tall,0,0,1 question,6,-1,.5",
  face_yes: "ring tick,5,5,.6", face_afraid: "ring,-3,-3,1.250 brows", face_no: "ring cross,5.500,5.500,.55",
  mouth_dots: "bubble dots,0,-1.500,1 strike", lock_warn: "lock bang,7,12,.4",
  wheelchair: "wheel", bubbles: "bubble,-2,-1,.65 bubble,9,9,.65", lock_open: "open",
  figures_apart: "tall,-5,4,.75 tall,11,4,.75", hands: "shake", house_shut: "house door",
  book_open: "book", figure_down: "bowed", arrow_up: "right,0,24,1,-90", arrow_level: "right",
  arrow_down: "right,24,0,1,90", danger: "triangle", notice: "note", enter: "opener",
  shared: "out", qr: "code", settings: "gear", back: "right,24,24,1,180",
};

const SVG = "http://www.w3.org/2000/svg";

/** Draw a pictogram; null where there is none of this name. */
export function pictogram(name: string, kind = "picto"): SVGElement | null {
  const whole = WHOLE[name] ?? (name in PARTS ? name : undefined);
  if (whole === undefined) return null;
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "-1 -1 26 26");
  made.setAttribute("aria-hidden", "true");
  made.setAttribute("class", kind);
  made.append(...whole.split(" ").map(drawn));
  return made;
}

function drawn(part: string): SVGElement {
  const [name = "", x = "0", y = "0", scale = "1", turn = "0"] = part.split(",");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PARTS[name] ?? "");
  path.setAttribute("transform", `translate(${x} ${y}) rotate(${turn}) scale(${scale})`);
  return path;
}
