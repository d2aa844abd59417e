/* Boards and desks of 112: rows that come and change by themselves, ages that run, and keys. */
"use strict";

(() => {
  const OVERDUE_MS = 60000;
  const GATHER_MS = 30; // events that come together are fetched together
  const QUIET_MS = 2000; // after so long without any, the first is shown at once
  const SPREAD_MS = 200; // else not by all boards at the same moment, when a dispatcher may be saving the next call
  const APART_MS = 400; // and no more often than this
  const board = document.querySelector("[data-board]");
  const watched = document.querySelector("[data-watch]");
  const title = document.title;

  function clock(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }

  /* Ages run on: from what the server wrote, by this page's own clock, since clocks of two machines differ. */
  function readAges(root) {
    const at = performance.now();
    root.querySelectorAll("[data-age]").forEach((age) => {
      const parts = age.textContent.trim().split(":").map(Number);
      age.begun = at - parts.reduce((sum, part) => sum * 60 + part, 0) * 1000;
      age.moment = Date.parse(age.dateTime);
    });
  }

  /* A desk that lies behind other windows says in its title how many wait for an answer. */
  function count() {
    const waiting = board ? board.querySelectorAll(".incident--sent").length : 0;
    document.title = waiting ? `(${waiting}) ${title}` : title;
  }

  function tick() {
    count();
    const at = performance.now();
    document.querySelectorAll("[data-age]").forEach((age) => {
      if (age.begun === undefined) return;
      const text = clock(at - age.begun);
      if (age.textContent !== text) age.textContent = text;
    });
    document.querySelectorAll("[data-sent]").forEach((sent) => {
      const age = sent.closest(".incident, body").querySelector("[data-age]");
      const mark = sent.querySelector(".overdue");
      if (!age || age.begun === undefined || !mark) return;
      const passed = at - age.begun - (Date.parse(sent.dataset.sent) - age.moment);
      mark.hidden = passed <= OVERDUE_MS;
    });
  }

  /* A row in which somebody types is left alone until the focus has gone. */
  function isInUse(row) {
    const field = document.activeElement;
    return row.contains(field) && field.matches("input, textarea") && field.value !== "";
  }

  function place(row) {
    const known = document.getElementById(row.id);
    if (known && Number(known.dataset.version) >= Number(row.dataset.version)) return;
    if (known && isInUse(known)) {
      known.addEventListener("focusout", () => ask([known.dataset.incident || known.dataset.id]), { once: true });
      return;
    }
    const focused = known && known.contains(document.activeElement);
    if (known) known.replaceWith(row);
    else if (board.dataset.order === "newest") insertNewest(row);
    else board.append(row);
    readAges(row);
    if (focused) (row.querySelector("a, button") || row).focus({ preventScroll: true });
  }

  function insertNewest(row) {
    const older = [...board.children].find((each) => Number(each.dataset.id) < Number(row.dataset.id));
    board.insertBefore(row, older || null);
  }

  let wanted = new Set();
  let gathering = null;
  let asked = -QUIET_MS;

  function ask(ids) {
    ids.forEach((id) => wanted.add(String(id)));
    const quiet = performance.now() - asked;
    const wait = quiet > QUIET_MS ? GATHER_MS : Math.max(GATHER_MS + Math.random() * SPREAD_MS, APART_MS - quiet);
    gathering = gathering || new Promise((resolve) => setTimeout(resolve, wait)).then(fetchRows);
    return gathering;
  }

  async function fetchRows() {
    asked = performance.now();
    const ids = [...wanted];
    wanted = new Set();
    gathering = null;
    const answer = await fetch(`${board.dataset.rows}?ids=${ids.join(",")}`, { headers: { Accept: "text/html" } });
    if (answer.redirected || answer.status === 403) return window.location.reload(); // the session has ended
    if (!answer.ok) { ids.forEach((id) => wanted.add(id)); throw new Error(answer.status); }
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    [...holder.content.querySelectorAll("li.incident")].forEach(place);
    document.querySelectorAll("[data-empty]").forEach((empty) => { empty.hidden = board.children.length > 0; });
    if (window.city_map) cityMap.refresh();
    tick();
  }

  function move(step) {
    const rows = [...board.children];
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
    if (next) next.focus();
  }

  /* Letters act on the row that has the focus, and never while somebody types. */
  function actByKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    const letter = event.key.toUpperCase();
    if (letter === "J" || letter === "K") { event.preventDefault(); return move(letter === "J" ? 1 : -1); }
    const row = event.target.closest(".incident");
    const button = row && row.querySelector(`[data-key="${CSS.escape(letter)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
    const reason = row.querySelector("details[open] input[name=reason]");
    if (reason) reason.focus();
  }

  window.board = { ask };
  readAges(document);
  setInterval(tick, 1000);
  tick();
  if (board) {
    const from = () => window.live(board.dataset.events, { incident: (data) => { ask([data.id]).catch(() => setTimeout(() => ask([data.id]), 1000)); } });
    from();
    if (board.dataset.order === "oldest") document.addEventListener("keydown", actByKey);
    const named = document.getElementById(window.location.hash.slice(1));
    if (named) named.focus();
  }
  if (watched) {
    window.live(watched.dataset.events, { incident: (data) => {
      if (String(data.id) === watched.dataset.id) watched.querySelector("[data-changed]").hidden = false;
    } });
  }
})();
