/* Lines and stops are found while one types: the form is sent to the address of its preview, and the list of its answer shown. */
"use strict";

{
  const WAIT_MS = 300;
  const form = document.querySelector(".editor");
  const field = document.getElementById("q");
  const button = document.querySelector("#choices button");
  let timer, asked = 0;

  const refresh = async () => {
    const turn = ++asked;
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page && page.getElementById("choice-list");
    if (turn === asked && fresh) document.getElementById("choice-list").replaceChildren(...fresh.childNodes);
    return Boolean(fresh);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  });
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (!(await refresh())) form.requestSubmit(button); // signed out: the page that answers keeps the form
  });
}
