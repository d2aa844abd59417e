/* Boards and desks of 112: rows that come and change by themselves, ages that run, and keys. */
"use strict";

(() => {
  const OVERDUE_MS = 60000;
  const GATHER_MS = 30; // events that come together are fetched together
  const QUIET_MS = 2000; // after so long without any, the first is shown at once
  const SPREAD_MS = 200; // else not by all boards at the same moment, when a dispatcher may be saving the next call
  const APART_MS = 400; // and no more often than this
  const LONGEST_RETRY_MS = 5000;
  const STAYS_MS = 15 * 60000; // so long an incident that has ended is still shown
  const SETTLE_MS = 700; // a row that was just replaced takes no letters: they were meant for what stood there before
  const board = document.querySelector("[data-board]");
  const watched = document.querySelector("[data-watch]");
  const trouble = document.querySelector("[data-trouble]");
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
    const at = performance.now();
    count();
    document.querySelectorAll("[data-age]").forEach((age) => {
      const text = age.begun === undefined ? age.textContent : clock(at - age.begun);
      if (age.textContent !== text) age.textContent = text;
    });
    document.querySelectorAll("[data-sent]").forEach((sent) => {
      const age = sent.closest(".incident, body").querySelector("[data-age]");
      const mark = sent.querySelector(".overdue");
      if (!age || age.begun === undefined || !mark) return;
      mark.hidden = at - age.begun - (Date.parse(sent.dataset.sent) - age.moment) <= OVERDUE_MS;
    });
    document.querySelectorAll(".incidents .incident--done, .incidents .incident--closed").forEach((row) => {
      row.ended = row.ended || at;
      if (at - row.ended > STAYS_MS && !isInUse(row)) row.remove();
    });
  }

  /* A row in which somebody writes a reason is left alone until that is done. */
  function isInUse(row) {
    return Boolean(row.querySelector("details[open]")) || (row.contains(document.activeElement) && document.activeElement.matches("input, textarea"));
  }

  function place(row) {
    const known = document.getElementById(row.id);
    if (known && Number(known.dataset.version) >= Number(row.dataset.version)) return;
    if (known && isInUse(known)) { known.dataset.stale = "1"; return; }
    const focused = known && known.contains(document.activeElement);
    if (focused) row.placed = performance.now();
    if (known) known.replaceWith(row);
    else if (board.dataset.order === "newest") insertNewest(row);
    else board.append(row);
    readAges(row);
    if (focused) (board.dataset.order === "newest" ? row.querySelector("a") : row).focus({ preventScroll: true });
  }

  function insertNewest(row) {
    const older = [...board.children].find((each) => Number(each.dataset.id) < Number(row.dataset.id));
    board.insertBefore(row, older || null);
  }

  /* What waited while its row was in use. */
  function freshen(event) {
    const row = event.target.closest(".incident");
    if (row && row.dataset.stale && !row.contains(event.relatedTarget) && !isInUse(row)) ask([row.dataset.incident || row.dataset.id]);
  }

  let wanted = new Set();
  let gathering = null;
  let asked = -QUIET_MS;
  let retryMs = 500;

  function ask(ids) {
    ids.forEach((id) => wanted.add(String(id)));
    if (gathering) return;
    const quiet = performance.now() - asked;
    const wait = quiet > QUIET_MS ? GATHER_MS : Math.max(GATHER_MS + Math.random() * SPREAD_MS, APART_MS - quiet);
    gathering = setTimeout(fetchRows, wait);
  }

  /* What could not be fetched is asked for until it comes. */
  async function fetchRows() {
    const ids = [...wanted];
    wanted = new Set();
    gathering = null;
    asked = performance.now();
    try {
      const answer = await fetch(`${board.dataset.rows}?ids=${ids.filter((id) => id !== "all").join(",")}`, { headers: { Accept: "text/html" } });
      if (answer.redirected || answer.status === 403) return complain("ended");
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.text(), ids.includes("all"));
      retryMs = 500;
      complain("");
    } catch (error) {
      ids.forEach((id) => wanted.add(id));
      complain("late");
      gathering = gathering || setTimeout(fetchRows, retryMs);
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
    }
  }

  function show(text, all) {
    const holder = document.createElement("template");
    holder.innerHTML = text;
    const rows = [...holder.content.querySelectorAll("li.incident")];
    const named = new Set(rows.map((row) => row.id));
    if (all) [...board.children].filter((row) => !named.has(row.id) && !isInUse(row)).forEach((row) => row.remove());
    rows.forEach(place);
    document.querySelectorAll("[data-empty]").forEach((empty) => { empty.hidden = board.children.length > 0; });
    if (window.city_map) cityMap.refresh();
    tick();
  }

  function complain(state) {
    trouble.hidden = !state;
    trouble.querySelector("span").textContent = state ? trouble.dataset[state] : "";
    trouble.querySelector("a").hidden = state !== "ended";
  }

  function move(step) {
    const rows = [...board.children];
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
    if (next) next.focus();
  }

  /* By the place of the key where the layout is not Latin. */
  function letterOf(event) {
    return /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.replace("Key", "");
  }

  /* Letters act on the row that has the focus, and never while somebody types. */
  function actByKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    const letter = letterOf(event);
    if (letter === "J" || letter === "K") { event.preventDefault(); return move(letter === "J" ? 1 : -1); }
    const row = event.target.closest(".incident");
    const button = row && row.querySelector(`[data-key="${CSS.escape(letter)}"]`);
    if (!button || performance.now() - (row.placed || -SETTLE_MS) < SETTLE_MS) return;
    event.preventDefault();
    button.click();
    const reason = row.querySelector("details[open] input[name=reason]");
    if (reason) reason.focus();
  }

  function goHome(home) {
    if (window.location.pathname !== home) window.history.replaceState(null, "", home); // an answer to a form has no page of its own
  }

  window.board = { ask };
  readAges(document);
  setInterval(tick, 1000);
  tick();
  if (board) {
    window.live(board.dataset.events, { incident: (data) => ask([data.id]), reload: () => ask(["all"]) });
    board.addEventListener("focusout", freshen);
    board.addEventListener("toggle", freshen, true);
    if (board.dataset.order === "oldest") document.addEventListener("keydown", actByKey);
    if (board.dataset.home) goHome(board.dataset.home);
    const named = document.getElementById(window.location.hash.slice(1));
    if (named) named.focus();
  }
  if (watched) {
    goHome(watched.dataset.home);
    window.live(watched.dataset.events, { incident: (data) => {
      if (String(data.id) === watched.dataset.id) watched.querySelector("[data-changed]").hidden = false;
    } });
  }
})();
