/* The preview follows the writing: the form is sent to the button's own address, and its answer's preview is shown. */
"use strict";

{
  const WAIT_MS = 700;
  const form = document.querySelector(".editor");
  const button = form.querySelector("[data-preview]");
  let timer, asked = 0;

  // The preview, once it is up to date; undefined where the writing went on meanwhile, null where there is no answer.
  const refresh = async () => {
    const turn = ++asked;
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return undefined;
    const fresh = page && page.getElementById("preview");
    if (!fresh) return null;
    const shown = document.getElementById("preview");
    const written = fresh.querySelector(`[id="preview-${document.activeElement.lang}"]`);
    for (const each of fresh.querySelectorAll("details")) {
      each.open = written ? each === written : document.getElementById(each.id)?.open ?? each.open;
    }
    shown.replaceChildren(...fresh.childNodes);
    return shown;
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const shown = await refresh();
    if (shown === null) form.requestSubmit(button); // signed out: the page that answers keeps the form
    else shown?.focus();
  });
}
