// Small helps for whoever answers: how many characters are left, a day in words, one more row, an
// answer that excludes the others. Without it nothing is missing: the limit is said, all rows are
// shown, and the server checks.

function countDown(said) {
  const box = document.getElementById(said.dataset.left);
  const say = () => {
    const left = Number(said.dataset.limit) - [...box.value].length;
    const sentence = left < 0 ? said.dataset.over : said.dataset.under;
    said.textContent = sentence.replace("{n}", String(Math.abs(left)));
  };
  box.addEventListener("input", say);
  say();
}

// 05/10 is May to some and October to others; the name of the month is one thing to all.
function sayInWords(said) {
  const box = document.getElementById(said.dataset.inWords);
  const say = () => {
    const day = new Date(`${box.value.slice(0, 10)}T00:00Z`);
    const options = { dateStyle: "full", timeZone: "UTC" };
    const isDay = box.value !== "" && !Number.isNaN(day.getTime());
    said.textContent = isDay ? day.toLocaleDateString(document.documentElement.lang, options) : "";
  };
  box.addEventListener("input", say);
  say();
}

// Hides the empty rows but the first, behind a button that brings them back one by one.
function rowByRow(repeat) {
  const rows = [...repeat.querySelectorAll("[data-row]")];
  const more = repeat.querySelector("[data-more]");
  rows.slice(1).forEach((row) => {
    row.hidden = row.dataset.filled !== "yes";
  });
  const look = () => {
    more.hidden = !rows.some((row) => row.hidden);
  };
  more.addEventListener("click", () => {
    const next = rows.find((row) => row.hidden);
    next.hidden = false;
    next.querySelector("input, select, textarea").focus();
    look();
  });
  look();
}

function exclude(event) {
  const pressed = event.target;
  const others = event.currentTarget.querySelectorAll("input:checked");
  for (const other of others) {
    const clash = "exclusive" in pressed.dataset || "exclusive" in other.dataset;
    if (other !== pressed && pressed.checked && clash) other.checked = false;
  }
}

document.querySelectorAll("[data-left]").forEach(countDown);
document.querySelectorAll("[data-in-words]").forEach(sayInWords);
document.querySelectorAll("[data-repeat]").forEach(rowByRow);
document.querySelectorAll("[data-excludes]").forEach((question) => {
  question.addEventListener("change", exclude);
});
