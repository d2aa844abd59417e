/* Live events. live(address, handlers) follows a stream of the city and, after a break, goes on where it broke off.
   handlers: a function for each kind of event, given (data, id); one is done before the next is begun.
   handlers.reload: reads anew all that the page shows, when too much was missed; without it the page is loaded again.
   The element [data-live], written by city/live.html, says how the connection is. */
"use strict";

(() => {
  const FIRST_MS = 500;
  const LONGEST_MS = 5000;
  const STEADY_MS = 5000;
  const UNNOTICED_MS = 1000;

  function live(address, handlers, status = document.querySelector("[data-live]")) {
    let source = null;
    let last = "";
    let heartbeatMs = 15000;
    let failures = 0;
    let opened = 0;
    let notice = null;
    let over = false;
    let retry, watch;

    function show(state) {
      clearTimeout(notice);
      notice = null;
      if (!status || status.dataset.live === state) return;
      status.dataset.live = state;
      status.hidden = false;
      status.textContent = status.dataset[state];
    }

    function stop() {
      [retry, watch].forEach(clearTimeout);
      if (source) source.close();
      source = null;
    }

    /* Signed out: the page says so, and looks now and then, and when it gets the focus, whether somebody has signed in again. */
    function end() {
      stop();
      over = true;
      show("over");
      retry = setTimeout(connect, LONGEST_MS);
      document.querySelectorAll("[data-live-over]").forEach((each) => { each.hidden = false; });
    }

    /* A refusal is told from a break: only an answer that says so is one. */
    async function lookWhy() {
      const asking = new AbortController();
      try {
        const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
        if ([401, 403].includes(answer.status)) end();
      } catch (error) {
        /* no connection: the next try comes anyway */
      } finally {
        asking.abort();
      }
    }

    function lose() {
      if (source && source.readyState === EventSource.CLOSED) lookWhy();
      stop();
      if (Date.now() - opened > STEADY_MS) failures = 0;
      const longest = Math.min(FIRST_MS * 2 ** failures++, LONGEST_MS);
      retry = setTimeout(connect, longest * (0.5 + Math.random() / 2));
      if (!over) notice = notice || setTimeout(show, UNNOTICED_MS, "lost");
    }

    /* A connection may die without a word: two heartbeats that did not come are one. */
    function watchOver() {
      clearTimeout(watch);
      watch = setTimeout(lose, heartbeatMs * 2.5);
    }

    function connect() {
      stop();
      const url = new URL(address, window.location.href);
      if (last) url.searchParams.set("last_event_id", last);
      const mine = source = new EventSource(url);
      let turn = Promise.resolve();
      let reloaded = false;

      async function handle(kind, act, event) {
        if (mine !== source) return;
        try {
          await act(JSON.parse(event.data), Number(event.lastEventId));
        } catch (error) {
          console.error(kind, error);
          if (kind === "reload" && mine === source) lose();
        }
        if (mine === source) last = event.lastEventId;
      }

      function hear(kind, act) {
        mine.addEventListener(kind, (event) => {
          watchOver();
          turn = turn.then(() => handle(kind, act, event));
        });
      }

      hear("hello", (data) => {
        heartbeatMs = data.heartbeat_s * 1000;
        opened = Date.now();
        over = false;
        document.querySelectorAll("[data-live-over]").forEach((each) => { each.hidden = true; });
        show(reloaded ? "reloaded" : "connected");
      });
      hear("over", end);
      hear("alive", () => {});
      hear("reload", async () => {
        await (handlers.reload || (() => window.location.reload()))();
        reloaded = true;
      });
      Object.keys(handlers).filter((kind) => kind !== "reload").forEach((kind) => hear(kind, handlers[kind]));
      mine.onerror = () => { if (mine === source) lose(); };
      watchOver();
    }

    window.addEventListener("online", connect);
    window.addEventListener("focus", () => { if (over) connect(); });
    window.addEventListener("pagehide", stop);
    window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
    connect();
    return { close: stop };
  }

  window.live = live;
})();
