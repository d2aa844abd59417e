/* The form of a new call: saved by Ctrl+Enter without leaving the page, and kept through a dead server and a reload. */
"use strict";

(() => {
  const form = document.querySelector("[data-told]");
  const words = JSON.parse(form.dataset.words);
  const status = document.querySelector("[data-status]");
  const DRAFT = `112-draft-${form.dataset.person}`;
  const RETRY_MS = 1000;
  const KEPT = ["key", "what", "where", "lon", "lat", "callback", "hurt"];
  let sending = false;
  let retry = null;
  let unheard = false; // this call was sent, and nobody said whether it was saved

  /* RFC 9562, version 7: 48 bits of the time in milliseconds, then chance. */
  function uuid7() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let time = Date.now();
    for (let at = 5; at >= 0; at -= 1) { bytes[at] = time % 256; time = Math.floor(time / 256); }
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  const field = (name) => form.elements.namedItem(name);
  const boxes = () => [...form.querySelectorAll(".service__box")];

  function readForm() {
    const typed = Object.fromEntries(KEPT.map((name) => [name, field(name).value]));
    return { ...typed, services: boxes().filter((box) => box.checked).map((box) => box.value) };
  }

  /* What is typed outlives a reload and a dead server, in this tab only. */
  function keepDraft() {
    const kept = readForm();
    const typed = KEPT.some((name) => name !== "key" && kept[name]) || kept.services.length;
    if (typed) sessionStorage.setItem(DRAFT, JSON.stringify(kept));
    else sessionStorage.removeItem(DRAFT);
  }

  /* A draft whose call was saved after all, by a sign-in page or another tab, is done with. */
  async function restoreDraft() {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) || "null");
    if (!kept || field("what").value) return;
    try {
      const answer = await fetch(`${form.dataset.address}/${encodeURIComponent(kept.key)}`);
      if (answer.ok && (await answer.json()).incident !== null) return sessionStorage.removeItem(DRAFT);
    } catch (error) { /* nobody knows: the draft stays */ }
    if (field("what").value) return;
    KEPT.forEach((name) => { field(name).value = kept[name] || ""; });
    boxes().forEach((box) => { box.checked = kept.services.includes(box.value); });
    place112.mount(kept.where);
    place112.show();
  }

  function say(text, kind = "") {
    status.textContent = text;
    status.dataset.kind = kind;
  }

  function clearProblem() {
    document.querySelectorAll(".desk__form .govuk-error-summary, .told__problem").forEach((each) => each.remove());
    form.querySelectorAll(".told__wrong").forEach((each) => each.classList.remove("told__wrong"));
    form.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
  }

  function showProblem(problem) {
    const wrong = problem.field && form.querySelector(`[data-field="${problem.field}"]`);
    say(wrong ? "" : problem.detail, "wrong");
    if (!wrong) return;
    const line = document.createElement("p");
    line.className = "govuk-error-message told__problem";
    line.id = "told-problem";
    line.setAttribute("role", "alert");
    line.textContent = problem.detail;
    const holder = wrong.closest(".govuk-form-group") || wrong;
    holder.classList.add("told__wrong");
    holder.querySelector("label, legend").after(line);
    const target = wrong.matches("fieldset") ? wrong.querySelector("input") : wrong;
    target.setAttribute("aria-invalid", "true");
    target.setAttribute("aria-describedby", `${target.getAttribute("aria-describedby") || ""} told-problem`.trim());
    target.focus();
  }

  async function save() {
    if (sending) return;
    clearTimeout(retry);
    retry = null;
    sending = true;
    clearProblem();
    say(words.saving);
    keepDraft();
    const sent = readForm();
    const body = new FormData(form);
    if (unheard) body.set("again", "1");
    unheard = true;
    let next = null;
    try {
      next = await hear(await fetch(form.dataset.address, { method: "POST", body, headers: { Accept: "application/json" } }), sent);
    } catch (error) {
      again();
    }
    sending = false;
    if (next) next();
  }

  async function hear(answer, sent) {
    if (answer.ok) return saved((await answer.json()).incident, sent);
    if (answer.status === 400) return renewToken();
    if ([401, 403].includes(answer.status)) return () => form.submit(); // its answer is a page that keeps what was typed
    if (answer.status >= 500 || answer.status === 429) return again();
    const problem = await answer.json();
    unheard = false;
    if (problem.field === "key") field("key").value = uuid7();
    showProblem(problem);
    keepDraft();
    return null;
  }

  /* The token is too old: the page is asked for a new one, once. */
  async function renewToken() {
    const page = new DOMParser().parseFromString(await (await fetch(form.dataset.home)).text(), "text/html");
    const fresh = page.querySelector("[data-told] [name=csrf_token]");
    if (!fresh || fresh.value === field("csrf_token").value || renewToken.done) return () => form.submit();
    renewToken.done = true;
    field("csrf_token").value = fresh.value;
    return save;
  }

  function again() {
    say(words.lost, "wrong");
    retry = setTimeout(save, RETRY_MS);
    return null;
  }

  function saved(incident, sent) {
    renewToken.done = false;
    if (window.board) window.board.ask([incident]);
    if (JSON.stringify(readForm()) !== JSON.stringify(sent)) return save; // somebody typed on meanwhile: that belongs to it
    unheard = false;
    sessionStorage.removeItem(DRAFT);
    KEPT.forEach((name) => { field(name).value = ""; });
    boxes().forEach((box) => { box.checked = false; });
    field("key").value = uuid7();
    place112.clear();
    say(words.saved.replace("{number}", incident), "done");
    field("what").focus();
    return null;
  }

  /* Enter goes on to the next field: only Ctrl+Enter and the button save. */
  function goOn(event) {
    const fields = [...form.querySelectorAll("textarea, input:not([type=hidden]), button[type=submit]")].filter((each) => each.offsetParent || each.matches(".service__box"));
    const next = fields[fields.indexOf(event.target) + 1];
    event.preventDefault();
    if (next) next.focus();
  }

  function actByKey(event) {
    const inside = form.contains(event.target) && event.target.matches("input");
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); return save(); }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && inside && !event.defaultPrevented) return goOn(event);
    if (event.target.matches(".service__box")) {
      const box = event.key && form.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
      if (box) { box.checked = !box.checked; keepDraft(); }
      return;
    }
    if (event.code === "KeyN" && !event.target.closest("input, textarea, select")) {
      event.preventDefault();
      field("what").focus();
    }
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  ["input", "change", "place"].forEach((kind) => form.addEventListener(kind, keepDraft));
  document.addEventListener("keydown", actByKey);
  window.addEventListener("beforeunload", (event) => { if (retry || sending) event.preventDefault(); });
  window.history.replaceState(null, "", form.dataset.home); // a reload of an answer to a form would send it again
  restoreDraft();
  field("what").focus({ preventScroll: true });
})();
