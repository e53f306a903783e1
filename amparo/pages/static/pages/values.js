// What an answer is worth: as text, as a number, as true or false. The twin of amparo/forms/values.py;
// both must agree with the shared vectors. An answer is a text, a number, true or false, a list of
// codes, or a list of rows; a missing one is an empty text.

const NUMBER = /^[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*$/;
const DATE = /^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/;
const MOMENT =
  /^([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{3})(?:[0-9]{3})?)?)?(Z|[+-][0-9]{2}:[0-5][0-9])?$/;
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1000, 0, 1) / DAY;
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY;

export const isRows = (answer) =>
  Array.isArray(answer) && answer.length > 0 && typeof answer[0] === "object";

export const isEmpty = (answer) => !isRows(answer) && toText(answer) === "";

export function truth(answer) {
  if (typeof answer === "boolean") return answer;
  if (typeof answer === "number") return answer !== 0 && !Number.isNaN(answer);
  return answer.length > 0;
}

export function toText(answer) {
  if (typeof answer === "string") return answer;
  if (typeof answer === "boolean") return answer ? "true" : "false";
  if (typeof answer === "number") return numberAsText(answer);
  return answer.filter((code) => typeof code === "string").join(" ");
}

export function toNumber(answer) {
  if (typeof answer === "boolean") return answer ? 1 : 0;
  if (typeof answer === "number") return answer;
  const text = toText(answer);
  return NUMBER.test(text) ? Number(text) : days(text);
}

export const codesIn = (answer) => toText(answer).split(/\s+/u).filter((code) => code !== "");

// The day of a date, a moment or a number of days, as 2027-05-10; else nothing.
export function dayText(answer) {
  const text = toText(answer);
  if (!Number.isNaN(days(text))) return text.slice(0, 10);
  const number = toNumber(answer);
  if (Number.isNaN(number) || number < FIRST_DAY || number >= LAST_DAY + 1) return "";
  return new Date(Math.floor(number) * DAY).toISOString().slice(0, 10);
}

// The hour and minute that a moment's text names; midnight where there is none.
export function clockIn(text) {
  const found = momentIn(text);
  return found ? { hour: found[2], minute: found[3] } : { hour: "00", minute: "00" };
}

function days(text) {
  if (DATE.test(text)) return dayNumber(text);
  const found = momentIn(text);
  if (!found) return NaN;
  const [, day, hour, minute, second = "0", milli = "0", offset = "Z"] = found;
  const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(milli);
  return (dayNumber(day) * DAY + clock - offsetIn(offset) * 60_000) / DAY;
}

function momentIn(text) {
  const found = MOMENT.exec(text);
  if (!found || Number.isNaN(dayNumber(found[1]))) return null;
  const [, , hour, minute, second = "0", , offset = "Z"] = found;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return Math.abs(offsetIn(offset)) < 24 * 60 ? found : null;
}

// In minutes east of UTC.
function offsetIn(offset) {
  if (offset === "Z") return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  return offset[0] === "-" ? -minutes : minutes;
}

function dayNumber(text) {
  const [year, month, day] = text.split("-").map(Number);
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCMonth() === month - 1 && day > 0 ? moment.getTime() / DAY : NaN;
}

function numberAsText(number) {
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number)) return BigInt(number).toString();
  const [digits, power] = String(Math.abs(number)).split("e-");
  const sign = number < 0 ? "-" : "";
  if (power === undefined) return sign + digits;
  return `${sign}0.${"0".repeat(Number(power) - 1)}${digits.replace(".", "")}`;
}
