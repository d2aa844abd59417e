/* The preview follows the writing: the form is sent to the button's own address, and its answer's preview is shown. */
"use strict";

{
  const WAIT_MS = 700;
  const form = document.querySelector(".editor");
  const button = form.querySelector("[data-preview]");
  let timer, asked = 0;

  const refresh = async () => {
    const turn = ++asked;
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!answer?.ok || turn !== asked) return null;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("preview");
    const shown = document.getElementById("preview");
    if (!fresh || turn !== asked) return null;
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
    if (shown) shown.focus();
    else form.requestSubmit(Object.assign(button.cloneNode(), { formAction: button.formAction }));
  });
}
