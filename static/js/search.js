/* Suggestions while typing, for every search field; without this script the fields are plain forms. */
"use strict";

(() => {
  const script = document.currentScript;
  const words = JSON.parse(script.dataset.words);
  const WAIT_MS = 120;
  let timer = null;
  let running = null;

  const escape = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

  function ask(query, show) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (running) running.abort();
      running = new AbortController();
      const values = new URLSearchParams({ q: query, lang: script.dataset.language, limit: "8" });
      try {
        const answer = await fetch(`${script.dataset.address}?${values}`, { signal: running.signal });
        show(answer.ok ? (await answer.json()).results : []);
      } catch (error) {
        if (error.name !== "AbortError") show([]);
      }
    }, WAIT_MS);
  }

  function suggestion(found) {
    if (!found || !found.name) return "";
    return `${escape(found.name)} <small>${escape(words.kinds[found.kind] || found.kind)}</small>`;
  }

  function enhance(input) {
    const holder = document.createElement("div");
    holder.className = "suggest";
    const { id, value, placeholder } = input;
    input.replaceWith(holder);
    accessibleAutocomplete({
      element: holder, id, name: "q", source: ask, minLength: 2, confirmOnBlur: false, defaultValue: value,
      displayMenu: "overlay", placeholder, showNoOptionsFound: false,
      templates: { inputValue: (found) => (found ? found.name : ""), suggestion },
      onConfirm: (found) => { if (found && found.url) window.location.assign(found.url); },
      tNoResults: () => words.none,
      tAssistiveHint: () => words.hint,
      tStatusQueryTooShort: () => words.short,
      tStatusNoResults: () => words.none,
      tStatusResults: (count) => words.results.replace("{count}", count),
      tStatusSelectedOption: (name, count, index) =>
        words.selected.replace("{name}", name).replace("{count}", count).replace("{position}", index + 1),
    });
    const field = holder.querySelector("input");
    field.maxLength = 200;
    /* Enter searches, unless a suggestion is chosen (the library would swallow it). */
    holder.addEventListener("keydown", (event) => {
      const chosen = holder.querySelector(".autocomplete__option--focused");
      if (event.key === "Enter" && !chosen) { event.stopPropagation(); field.form.requestSubmit(); }
    }, true);
  }

  if (window.accessibleAutocomplete) document.querySelectorAll("form[role='search'] input[name='q']").forEach(enhance);
})();
