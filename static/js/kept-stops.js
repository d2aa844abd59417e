/* Stops kept on this telephone: a star on a stop's page, and a list with the next departures on the page of all lines.
   They lie in localStorage; the server is asked for their departures by key, in one request. */
"use strict";

(() => {
  const KEY = "transit.kept";
  const EVERY_MS = 30000;
  const MOST = 30;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((each) => each && typeof each.stop === "string") : [];
    } catch { return []; }
  };
  const write = (kept) => {
    try { localStorage.setItem(KEY, JSON.stringify(kept.slice(0, MOST))); return true; } catch { return false; }
  };
  const same = (a, b) => a.stop === b.stop && (a.line ?? null) === (b.line ?? null) && (a.direction ?? null) === (b.direction ?? null);

  /* The star */
  const holder = document.querySelector("[data-keep]");
  if (holder) {
    const mine = JSON.parse(holder.dataset.keep);
    const button = holder.querySelector("button");
    const said = holder.querySelector("[role=status]");
    const show = () => {
      const on = read().some((each) => same(each, mine));
      button.setAttribute("aria-pressed", String(on));
      button.querySelector(".keep__star").textContent = on ? "★" : "☆";
      return on;
    };
    button.addEventListener("click", () => {
      const others = read().filter((each) => !same(each, mine));
      const done = write(button.getAttribute("aria-pressed") === "true" ? others : [mine, ...others]);
      said.textContent = done ? (show() ? said.dataset.kept : said.dataset.gone) : said.dataset.refused;
    });
    window.addEventListener("storage", show);
    show();
    holder.hidden = false;
  }

  /* The list */
  const section = document.querySelector("#kept");
  if (!section) return;
  const words = JSON.parse(section.dataset.words);
  const list = section.querySelector(".kept__list");
  const note = section.querySelector(".kept__note");

  const keyOf = (each) => [each.stop, each.line, each.direction].filter((part) => part !== null && part !== undefined)
    .map((part) => encodeURIComponent(part)).join("|");

  const wait = (minutes, clock) => (minutes < 1 ? words.now : minutes < 60 ? words.minutes.replace("{minutes}", minutes) : clock);

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  /* Departures by line and way: M2 Beruniy 3 min, 8 min. */
  const departures = (found) => {
    const groups = new Map();
    found.departures.forEach((each) => {
      const group = `${each.badge} → ${each.headsign}`;
      groups.set(group, [...(groups.get(group) || []), wait(each.wait_min, each.at.slice(11, 16))]);
    });
    if (!groups.size) return [make("span", "places__more", words.none)];
    return [...groups].map(([group, waits]) => make("span", "places__more", `${group}: ${waits.slice(0, 3).join(", ")}`));
  };

  const row = (each, found) => {
    const item = make("li", "places__item");
    item.dataset.id = each.stop;
    const title = [found ? found.name : each.name, each.badge, each.way].filter(Boolean).join(" · ");
    const link = make(found ? "a" : "span", found ? "govuk-link places__name" : "places__name", title);
    if (found) link.href = found.url;
    const drop = make("button", "kept__drop", words.drop);
    drop.type = "button";
    drop.setAttribute("aria-label", `${words.drop}: ${title}`);
    drop.addEventListener("click", () => { write(read().filter((one) => !same(one, each))); load(); section.querySelector("h2").focus(); });
    item.append(link, ...(found ? departures(found) : [make("span", "places__more", words.gone)]), drop);
    return item;
  };

  const load = async () => {
    const kept = read();
    section.hidden = !kept.length;
    if (!kept.length) return;
    const url = new URL(section.dataset.address, location.href);
    url.searchParams.set("stops", kept.map(keyOf).join(";"));
    url.searchParams.set("limit", "8");
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const found = (await answer.json()).stops;
      list.replaceChildren(...kept.map((each) => row(each, found.find((one) => same({ ...one, stop: one.id }, each)))));
      note.textContent = "";
    } catch {
      note.textContent = words.lost;
    }
  };

  section.querySelector("h2").tabIndex = -1;
  load();
  window.addEventListener("storage", load);
  setInterval(() => { if (!document.hidden && !list.contains(document.activeElement)) load(); }, EVERY_MS);
})();
