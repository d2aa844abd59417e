/* Suggestions in the fields of the journey planner; what is chosen is handed on by its id. Without this script they are plain fields. */
"use strict";

(() => {
  const { address, language } = document.currentScript.dataset;
  const WAIT_MS = 150;
  let timer = null;
  let running = null;

  function ask(query, show) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (running) running.abort();
      running = new AbortController();
      try {
        const answer = await fetch(`${address}?${new URLSearchParams({ q: query, lang: language })}`, { signal: running.signal });
        show(answer.ok ? (await answer.json()).ends : []);
      } catch (error) {
        if (error.name !== "AbortError") show([]);
      }
    }, WAIT_MS);
  }

  function hidden(form, name) {
    const found = form.querySelector(`input[type="hidden"][name="${name}"]`);
    if (found) return found;
    const made = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(made);
    return made;
  }

  function choose(form, name, end) {
    form.querySelectorAll(`input[type="radio"][name="${name}_id"]`).forEach((radio) => { radio.checked = false; });
    hidden(form, `${name}_id`).value = end.id;
    hidden(form, `${name}_was`).value = end.name;
  }

  /* A list of suggestions that the browser itself draws and reads out. */
  function enhance(input) {
    const list = document.createElement("datalist");
    list.id = `${input.id}-suggestions`;
    input.after(list);
    input.setAttribute("list", list.id);
    let known = new Map();
    const show = (ends) => {
      known = new Map(ends.map((end) => [end.name, end]));
      list.replaceChildren(...[...known.keys()].map((name) => Object.assign(document.createElement("option"), { value: name })));
    };
    input.addEventListener("input", () => {
      const end = known.get(input.value);
      if (end) choose(input.form, input.name, end);
      else if (input.value.length > 1) ask(input.value, show);
    });
  }

  document.querySelectorAll("input[data-suggest]").forEach(enhance);
})();
