/* Minutes until each departure, counted down on the page; when one has left, the next ones are fetched. Without this
   script the page is right as of the minute in which it was made. */
"use strict";

(() => {
  const TICK_MS = 5000;
  const FETCH_AGAIN_MS = 20000;
  const LEFT_MS = 30000;
  const WRONG_CLOCK_MS = 120000;
  const list = () => [...document.querySelectorAll(".departures[data-at]")];
  const [first] = list();
  if (!first) return;
  const words = JSON.parse(first.dataset.words);
  const note = document.createElement("p");
  note.className = "departures__note";
  note.setAttribute("role", "status");
  (first.closest("[data-live-part]") || first).before(note);
  let asked = Date.now();

  /* A telephone whose clock is wrong goes by the server's, which told the minute. */
  const told = first.dataset.at * 1000;
  const wrong = Math.abs(Date.now() - told) > WRONG_CLOCK_MS ? told + 30000 - Date.now() : 0;
  const now = () => Date.now() + wrong;

  const say = (minutes) => {
    if (minutes < 1) return words.now;
    if (minutes < 60) return words.minutes.replace("{minutes}", minutes);
    return words.hours.replace("{hours}", Math.floor(minutes / 60)).replace("{minutes}", minutes % 60);
  };

  const count = () => {
    const minute = Math.floor(now() / 60000) * 60;
    let left = 0;
    document.querySelectorAll(".departures[data-at] [data-leaves]").forEach((cell) => {
      if (cell.dataset.leaves * 1000 + LEFT_MS < now()) { left += 1; return; }
      const text = say(Math.floor((cell.dataset.leaves - minute) / 60));
      if (cell.textContent !== text) cell.textContent = text;
    });
    if (left && Date.now() - asked > FETCH_AGAIN_MS && !document.hidden) fetchAgain();
  };

  const fetchAgain = async () => {
    asked = Date.now();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = [...page.querySelectorAll(".departures[data-at]")];
      list().forEach((table, at) => { if (fresh[at]) table.replaceWith(fresh[at]); });
      note.textContent = "";
      count();
    } catch {
      note.textContent = words.lost;
    }
  };

  setInterval(count, TICK_MS);
  document.addEventListener("visibilitychange", count);
})();
