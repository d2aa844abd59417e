/* The page of jobs: how each goes is brought up to date when the city tells that something has changed. */
"use strict";

(() => {
  const list = document.querySelector("[data-jobs]");
  let asked = false;

  /* Buttons stay where they are, so that nothing is taken from under a finger or out of the focus. */
  function put(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    fresh.querySelectorAll(".job").forEach((row) => {
      const part = document.getElementById(row.id)?.querySelector("[data-part]");
      if (part) part.innerHTML = row.querySelector("[data-part]").innerHTML;
    });
  }

  async function refresh() {
    if (asked) return;
    asked = true;
    await new Promise((done) => setTimeout(done, 300)); // what comes together is fetched together
    asked = false;
    const answer = await fetch(list.dataset.rows);
    if (answer.ok) put(await answer.text());
  }

  window.live(list.dataset.events, { run: refresh, reload: refresh });
})();
