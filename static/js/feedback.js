/* Letters are counted while one writes, and a message is sent without losing it when the connection is lost. */
"use strict";

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const told = document.createElement("p");
  told.className = "letters";
  told.setAttribute("aria-live", "polite");
  area.after(told);
  let timer;
  const count = () => {
    const left = area.dataset.limit - [...area.value.trim()].length;
    told.textContent = (left < 0 ? area.dataset.over : area.dataset.left).replace("{count}", Math.abs(left));
    told.classList.toggle("letters--over", left < 0);
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, 400); // so that it is not read out with every letter
  });
  count();
}

{
  const form = document.querySelector("form.write");
  const note = document.createElement("p");
  note.className = "useful__note";
  note.setAttribute("role", "alert");

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending) return; // a double click
    form.dataset.sending = "1";
    note.remove();
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
    delete form.dataset.sending;
    if (answer?.redirected) location.assign(answer.url);
    else if (answer) form.submit(); // the page that answers says what is not right
    else {
      note.textContent = form.dataset.lost;
      form.append(note);
    }
  });
}
