// Puts a page away once nobody used it for as long as a session lasts, or once somebody signed out in
// another tab: whoever sits down next is a stranger. What was typed and not sent goes first, by the
// form's own button, and is kept for its author alone.

const own = document.querySelector("script[data-ends-after]");
const tabs = new BroadcastChannel("session");
const end = Date.now() + Number(own.dataset.endsAfter) * 1000;
let typedIn = null;
let isAway = false;

function putAway() {
  if (isAway) return;
  isAway = true;
  const keep = typedIn?.querySelector('[name="do"][value="keep"]');
  if (keep) {
    document.body.hidden = true;
    typedIn.requestSubmit(keep);
  } else {
    showNothing();
  }
}

function showNothing() {
  document.title = own.dataset.heading;
  const main = document.createElement("main");
  main.className = "page stack";
  const heading = document.createElement("h1");
  heading.textContent = own.dataset.heading;
  const why = document.createElement("p");
  why.textContent = own.dataset.why;
  const again = document.createElement("a");
  again.className = "button";
  again.href = window.location.pathname;
  again.textContent = own.dataset.again;
  main.append(heading, why, again);
  document.body.replaceChildren(main);
}

function look() {
  if (Date.now() >= end) putAway();
}

document.addEventListener("input", (event) => {
  typedIn = event.target.form ?? typedIn;
});
document.addEventListener("visibilitychange", look);
window.addEventListener("pageshow", look);
setTimeout(look, Number(own.dataset.endsAfter) * 1000 + 100);
tabs.addEventListener("message", putAway);
