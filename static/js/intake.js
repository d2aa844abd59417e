/* The form of a new call: saved by Ctrl+Enter without leaving the page, kept through a dead server, a place by text or map. */
"use strict";

(() => {
  const form = document.querySelector("[data-told]");
  const words = JSON.parse(form.dataset.words);
  const status = form.querySelector("[data-status]");
  const DRAFT = `112-draft-${form.dataset.person}`;
  const RETRY_MS = 1000;
  const WAIT_MS = 120;
  const KEPT = ["key", "what", "where", "lon", "lat", "callback", "hurt"];
  let sending = false;
  let retry = null;
  let pin = null;
  let whole = null; // what the map showed before it was moved to a place
  let placeField = form.querySelector("#where");

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

  /* What is typed outlives a reload and a dead server, in this tab only. */
  function keepDraft() {
    const kept = Object.fromEntries(KEPT.map((name) => [name, field(name).value]));
    kept.services = boxes().filter((box) => box.checked).map((box) => box.value);
    const typed = kept.what || kept.where || kept.lon || kept.callback || kept.hurt || kept.services.length;
    if (typed) sessionStorage.setItem(DRAFT, JSON.stringify(kept));
    else sessionStorage.removeItem(DRAFT);
  }

  function restoreDraft() {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) || "null");
    if (!kept || field("what").value) return;
    KEPT.forEach((name) => { field(name).value = kept[name] || ""; });
    boxes().forEach((box) => { box.checked = kept.services.includes(box.value); });
  }

  function say(text, kind = "") {
    status.textContent = text;
    status.dataset.kind = kind;
  }

  function clearProblem() {
    form.querySelectorAll(".told__problem").forEach((each) => each.remove());
    form.querySelectorAll(".told__wrong").forEach((each) => each.classList.remove("told__wrong"));
  }

  function showProblem(problem) {
    const wrong = problem.field && form.querySelector(`[data-field="${problem.field}"]`);
    say(wrong ? "" : problem.detail, "wrong");
    if (!wrong) return;
    const line = document.createElement("p");
    line.className = "govuk-error-message told__problem";
    line.setAttribute("role", "alert");
    line.textContent = problem.detail;
    const holder = wrong.closest(".govuk-form-group") || wrong;
    holder.classList.add("told__wrong");
    if (holder === wrong) wrong.querySelector("legend").after(line);
    else holder.querySelector("label").after(line);
    (wrong.matches("fieldset") ? wrong.querySelector("input") : wrong).focus();
  }

  async function save() {
    if (sending) return;
    clearTimeout(retry);
    sending = true;
    clearProblem();
    say(words.saving);
    keepDraft();
    try {
      const answer = await fetch(form.dataset.address, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      await hear(answer);
    } catch (error) {
      again();
    } finally {
      sending = false;
    }
  }

  async function hear(answer) {
    if (answer.status === 200 || answer.status === 201) return saved(await answer.json());
    if ([400, 401, 403].includes(answer.status)) return form.submit(); // its answer is a page that keeps what was typed
    if (answer.status >= 500 || answer.status === 429) return again();
    showProblem(await answer.json());
  }

  function again() {
    say(words.lost, "wrong");
    retry = setTimeout(save, RETRY_MS);
  }

  function saved({ incident }) {
    sessionStorage.removeItem(DRAFT);
    retry = null;
    form.reset();
    KEPT.forEach((name) => { field(name).value = ""; });
    boxes().forEach((box) => { box.checked = false; });
    field("key").value = uuid7();
    mountPlace("");
    showPoint();
    if (whole) { window.city_map.fitBounds(whole, { animate: false }); whole = null; }
    say(words.saved.replace("{number}", incident), "done");
    field("what").focus();
    if (window.board) window.board.ask([incident]).catch(() => {});
  }

  /* Where it is: text with suggestions, a click on the map, or the middle of the map. */
  function search(query, show) {
    clearTimeout(search.timer);
    search.timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${form.dataset.places}?${new URLSearchParams({ q: query })}`);
        show(answer.ok ? (await answer.json()).places : []);
      } catch (error) {
        show([]);
      }
    }, WAIT_MS);
  }

  const escape = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

  function mountPlace(value) {
    const holder = document.createElement("div");
    holder.className = "suggest";
    (placeField.closest(".suggest") || placeField).replaceWith(holder);
    accessibleAutocomplete({
      element: holder, id: "where", name: "where", source: search, minLength: 2, confirmOnBlur: false, defaultValue: value,
      displayMenu: "overlay", showNoOptionsFound: false, autoselect: false,
      templates: {
        inputValue: (found) => (found ? found.name : ""),
        suggestion: (found) => (found && found.name ? `${escape(found.name)} <small>${escape(found.label)}</small>` : ""),
      },
      onConfirm: (found) => { if (found && found.name) takePlace(found); },
      tNoResults: () => words.none,
      tAssistiveHint: () => words.hint,
      tStatusQueryTooShort: () => words.short,
      tStatusNoResults: () => words.none,
      tStatusResults: (count) => words.results.replace("{count}", count),
      tStatusSelectedOption: (name, count, index) =>
        words.selected.replace("{name}", name).replace("{count}", count).replace("{position}", index + 1),
    });
    placeField = holder.querySelector("input");
    placeField.dataset.field = "where";
    placeField.maxLength = 1000;
    placeField.setAttribute("aria-describedby", `${placeField.getAttribute("aria-describedby") || ""} where-hint`.trim());
  }

  /* A district is too wide for a point: the map shows it, the words say it. */
  function takePlace(found) {
    if (found.kind === "district") { look(found.lon, found.lat, 13); return keepDraft(); }
    setPoint(found.lon, found.lat);
    look(found.lon, found.lat, 15);
  }

  function look(lon, lat, zoom) {
    if (!window.city_map) return;
    whole = whole || window.city_map.getBounds();
    window.city_map.setView([lat, lon], zoom, { animate: false });
  }

  function setPoint(lon, lat) {
    field("lon").value = lon === null ? "" : Number(lon).toFixed(6);
    field("lat").value = lat === null ? "" : Number(lat).toFixed(6);
    showPoint();
    keepDraft();
  }

  async function showPoint() {
    const [lon, lat] = [field("lon").value, field("lat").value];
    const line = form.querySelector("[data-point][hidden], p[data-point]");
    line.hidden = !lon;
    if (pin) { pin.remove(); pin = null; }
    if (!lon) return;
    const text = form.querySelector("[data-point-text]");
    text.textContent = words.on.replace("{place}", `${Number(lat).toFixed(5)}, ${Number(lon).toFixed(5)}`);
    if (window.city_map) pin = L.marker([lat, lon], { icon: L.divIcon({ className: "pin112", iconSize: [28, 28] }), title: words.pin, alt: words.pin, keyboard: false, interactive: false }).addTo(window.city_map);
    try {
      const answer = await fetch(`${form.dataset.point}?${new URLSearchParams({ lon, lat })}`);
      if (!answer.ok || lon !== field("lon").value) return;
      const found = await answer.json();
      text.textContent = words.on.replace("{place}", found.inside ? found.district || words.somewhere : words.outside);
    } catch (error) { /* the coordinates stand there */ }
  }

  function takeMiddle() {
    if (!window.city_map) return;
    const middle = window.city_map.getCenter();
    setPoint(middle.lng, middle.lat);
  }

  function actByKey(event) {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); return save(); }
    if (event.ctrlKey && event.key.toLowerCase() === "m") { event.preventDefault(); return takeMiddle(); }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches(".service__box")) {
      const box = form.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
      if (box && event.key) { box.checked = !box.checked; keepDraft(); }
      return;
    }
    if (event.key.toLowerCase() === "n" && !event.target.closest("input, textarea, select")) {
      event.preventDefault();
      field("what").focus();
    }
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  form.addEventListener("input", keepDraft);
  form.addEventListener("change", keepDraft);
  document.addEventListener("keydown", actByKey);
  form.querySelector("[data-point-drop]").addEventListener("click", () => { setPoint(null, null); placeField.focus(); });
  window.addEventListener("beforeunload", (event) => { if (retry || sending) event.preventDefault(); });
  if (window.city_map) window.city_map.on("click", (event) => setPoint(event.latlng.lng, event.latlng.lat));
  restoreDraft();
  mountPlace(field("where").value);
  showPoint();
  field("what").focus({ preventScroll: true });
})();
