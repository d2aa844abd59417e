/* An assessor's sheet by keyboard: every answer is saved at once, none is lost when the connection drops. */
"use strict";

(function () {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  const words = JSON.parse(sheet.dataset.words);
  const status = document.getElementById("sheet-status");
  const items = [...sheet.querySelectorAll(".item")];
  const waiting = new Map(); // items by code, in the order in which they changed
  const KEYS = { 1: "found", f: "found", 2: "not_found", n: "not_found", 3: "not_yet", y: "not_yet" };
  const LONGEST_PAUSE_MS = 8000;
  let working = false;
  let wake = () => {};

  /* What an item says, and what of it is kept already */
  const field = (item, name) => item.querySelector(`[data-field="${name}"]`);
  const state = (item) => item.querySelector(".item__radio:checked").value;
  const read = (item) => ({ state: state(item), evidence: field(item, "evidence").value.trim(), note: field(item, "note").value.trim() });
  const same = (one, other) => ["state", "evidence", "note"].every((name) => one[name] === other[name]);
  const isDirty = (item) => !same(read(item), item.kept);

  function say(item, text, wrong) {
    const said = item.querySelector(".item__said");
    said.textContent = text;
    said.classList.toggle("item__said--wrong", Boolean(wrong));
  }

  function tell(ended) {
    const left = items.filter(isDirty).length;
    const now = ended ? words.signed_out : left ? words.some.replace("{count}", left) : words.all;
    if (status.textContent !== now) status.textContent = now;
    sheet.dataset.unsaved = ended ? "ended" : left;
  }

  /* Saving: one at a time, in order; what did not arrive is sent again until it does */
  function keep(item) {
    if (!isDirty(item) || item.theirs) return;
    waiting.set(item.dataset.code, item);
    say(item, words.saving);
    tell();
    wake();
    work();
  }

  async function work() {
    if (working) return;
    working = true;
    let pause = 500;
    while (waiting.size) {
      const item = waiting.values().next().value;
      const sent = read(item);
      const answer = await send(item, sent);
      if (answer.again) {
        say(item, words.again, true);
        tell(answer.ended);
        await new Promise((done) => { wake = done; setTimeout(done, pause); });
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        continue;
      }
      pause = 500;
      waiting.delete(item.dataset.code);
      take(item, sent, answer);
    }
    working = false;
    tell();
  }

  async function send(item, sent) {
    const body = new URLSearchParams({ ...sent, version: item.dataset.version, csrf_token: token().value });
    try {
      const response = await fetch(sheet.dataset.address + encodeURIComponent(item.dataset.code), { method: "POST", body });
      if ([400, 401, 403].includes(response.status)) return await renewToken();
      if (response.status === 429 || response.status >= 500) return { again: true };
      return { status: response.status, ...(await response.json()) };
    } catch {
      return { again: true };
    }
  }

  const token = () => sheet.querySelector("input[name=csrf_token]");

  /* A token that has become stale is fetched anew; where the session has ended, that is said, and nothing is let go. */
  async function renewToken() {
    const response = await fetch(location.href);
    if (response.url.includes("/staff/sign-in")) return { again: true, ended: true };
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("#sheet input[name=csrf_token]");
    if (fresh) document.querySelectorAll("input[name=csrf_token]").forEach((each) => { each.value = fresh.value; });
    return { again: true };
  }

  function take(item, sent, answer) {
    if (answer.theirs) return showTheirs(item, answer);
    if (answer.status !== 200) return say(item, answer.sentence, true);
    setVersion(item, answer.version);
    if (read(item).evidence === sent.evidence) field(item, "evidence").value = sent.evidence = answer.evidence;
    item.kept = sent;
    say(item, words.saved);
    for (const [key, text] of Object.entries(answer.progress)) {
      const place = document.getElementById(`progress-${key}`);
      if (place) place.textContent = text;
    }
    if (isDirty(item)) keep(item);
  }

  function setVersion(item, version) {
    item.dataset.version = version;
    item.querySelector(`input[type=hidden]`).value = version;
  }

  /* Somebody else answered meanwhile: both answers are shown, and this assessor chooses */
  function showTheirs(item, answer) {
    const theirs = item.theirs = answer.theirs;
    const box = document.createElement("div");
    const said = document.createElement("p");
    box.className = "item__theirs";
    said.textContent = [`${theirs.by} ${theirs.label}`, theirs.evidence, theirs.note].filter(Boolean).join(" · ");
    box.append(said, button(words.mine, () => settle(item, box)), button(words.theirs, () => { fill(item, theirs); settle(item, box); }));
    item.querySelector(".item__question").append(box);
    say(item, answer.sentence, true);
    tell();
  }

  function settle(item, box) {
    const theirs = item.theirs;
    item.theirs = null;
    setVersion(item, theirs.version);
    item.kept = { state: theirs.state, evidence: theirs.evidence, note: theirs.note };
    say(item, words.saved);
    box.remove();
    keep(item);
    tell();
    focusOn(item);
  }

  function fill(item, said) {
    item.querySelector(`.item__radio[value="${said.state}"]`).checked = true;
    field(item, "evidence").value = said.evidence;
    field(item, "note").value = said.note;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  /* Keys: they work inside the list only, and not while a text is being typed */
  function focusOn(item) {
    if (item) item.querySelector(".item__radio:checked").focus();
  }

  function press(event) {
    const item = event.target.closest(".item");
    if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = event.target.matches("input[type=text]") ? actInField(event, item) : actInList(event, item);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function actInField(event, item) {
    if (event.key !== "Enter" && event.key !== "Escape") return null;
    return () => { keep(item); focusOn(item); };
  }

  function actInList(event, item) {
    const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key; // whatever the layout: ф is A
    const place = items.indexOf(item);
    if (KEYS[key]) return () => choose(item, KEYS[key]);
    if (key === "ArrowDown" || key === "j") return () => focusOn(items[place + 1]);
    if (key === "ArrowUp" || key === "k") return () => focusOn(items[place - 1]);
    if (key === "a") return () => field(item, "evidence").focus();
    if (key === "m") return () => field(item, "note").focus();
    if (key === "u") return () => focusOn(nextOpen(place + 1));
    return null;
  }

  function choose(item, name) {
    const radio = item.querySelector(`.item__radio[value="${name}"]`);
    radio.checked = true;
    radio.focus();
    keep(item);
  }

  function nextOpen(from) {
    return [...items.slice(from), ...items.slice(0, from)].find((item) => state(item) === "not_yet");
  }

  items.forEach((item) => { item.kept = read(item); });
  sheet.classList.add("sheet--keys");
  sheet.querySelector(".sheet__bar").hidden = false;
  document.getElementById("sheet-start").addEventListener("click", () => focusOn(nextOpen(0) || items[0]));
  sheet.addEventListener("keydown", press);
  sheet.addEventListener("change", (event) => { const item = event.target.closest(".item"); if (item) keep(item); });
  sheet.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("online", () => wake());
  window.addEventListener("beforeunload", (event) => { if (items.some(isDirty)) event.preventDefault(); });
  tell();
})();
