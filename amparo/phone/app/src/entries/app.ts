// Begins the app: opens what lies on the phone, finds the words, shows the doors.

import { keepApp, wordsIn } from "../edge/caches";
import { Cupboard } from "../edge/idb";
import { Phone } from "../edge/phone";
import { beginRounds } from "../edge/rounds";
import { Stage } from "../edge/stage";
import { firstLanguage } from "../edge/tongue";
import { Words } from "../edge/words";
import { fill, h } from "../edge/view";
import { doorOf } from "../screens/door";
import { first } from "../screens/first";
import { enter } from "../screens/enter";
import { hideNow, lock } from "../screens/locking";

async function begin(): Promise<void> {
  const phone = new Phone(await Cupboard.open());
  await phone.load();
  const language = firstLanguage(phone.settings.chosen);
  phone.speak(new Words(language, await wordsIn(language)));
  phone.lock = (says) => lock(phone, says);
  phone.stage = new Stage(
    phone.words,
    () => hideNow(phone),
    () => {
      if (phone.session !== null) phone.lock(phone.t("home.locked"));
      else if (phone.writing !== null) phone.stage.start(doorOf(phone, phone.t("notice.draft_kept")));
    },
  );
  phone.show();
  const invited = location.hash.startsWith("#R.") ? location.hash : "";
  if (invited !== "") history.replaceState(null, "", location.pathname);
  if (invited !== "" || phone.members.length === 0) phone.stage.start(first(phone, invited));
  else phone.stage.start(phone.ready.length === 0 ? enter(phone) : doorOf(phone));
  beginRounds(phone, () => refreshed(phone));
  void keepApp();
}

/** What waits may have left. The screen under somebody's finger stays as it is. */
function refreshed(phone: Phone): void {
  const mail = document.getElementById("mail");
  if (mail !== null) mail.textContent = phone.waiting > 0 ? phone.t("door.waiting") : "";
}

begin().catch(() => {
  const says = document.documentElement.dataset["fault"] ?? "";
  fill(document.body, h("main", {}, h("p", { class: "wrong", role: "alert" }, says)));
});
