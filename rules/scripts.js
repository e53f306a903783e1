// One example of each thing that scripts.yml refuses. Nothing loads this.

// ruleid: no-text-becomes-markup
part.innerHTML = typed;
// ok: no-text-becomes-markup
part.textContent = typed;
// ruleid: no-text-becomes-code
eval(typed);
// ruleid: no-word-is-kept-in-the-browser
localStorage.setItem("words", typed);
// ruleid: no-word-goes-elsewhere
fetch("/elsewhere/", { method: "POST", body: typed });
// ruleid: no-name-leads-into-a-prototype
told[name][part] = typed;
// ok: no-name-leads-into-a-prototype
told[name] = typed;
const answers = {};
// ruleid: no-object-as-a-list-of-names
answers[name] = typed;
const safe = Object.create(null);
// ok: no-object-as-a-list-of-names
safe[name] = typed;
