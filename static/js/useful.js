/* Whether a page was useful is sent without leaving it; without this script the answer is a page of its own. */
"use strict";

{
  const box = document.querySelector(".useful");

  const note = document.createElement("p");
  note.className = "useful__note";
  note.setAttribute("role", "alert");

  // The part of the answering page that says thanks; null where the connection is lost or nothing was taken.
  const ask = async (form, button) => {
    const data = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", body: data }).catch(() => null);
    if (!answer) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { part: page.querySelector(".useful__answer"), problem: page.querySelector(".govuk-error-summary__list, main .govuk-body-l") };
  };

  box?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.dataset.sending) return; // a double click
    form.dataset.sending = "1";
    const answer = await ask(form, event.submitter);
    delete form.dataset.sending;
    if (!answer?.part || answer.problem) {
      note.textContent = answer?.problem?.textContent.trim() || box.dataset.lost;
      form.after(note);
      return;
    }
    note.remove();
    form.replaceWith(answer.part);
    answer.part.focus();
  });
}
