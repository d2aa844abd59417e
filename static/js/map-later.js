/* A map that comes when its button is pressed: then its styles and scripts are fetched, and the page's map script is run. */
"use strict";

(() => {
  const { styles, scripts } = document.currentScript.dataset;
  const panel = document.querySelector("#map-panel");
  const button = document.querySelector(".split__toggle");
  const source = document.querySelector("#map-script");
  if (!panel || !button || !source) return;

  const add = (tag, values) => new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), values);
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });

  const load = async () => {
    await Promise.all(styles.split(" ").map((href) => add("link", { rel: "stylesheet", href })));
    for (const src of scripts.split(" ")) await add("script", { src });
    const script = document.createElement("script");
    script.textContent = source.textContent; // the policy admits this very text
    document.body.append(script);
  };

  panel.hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await load();
    } catch {
      button.after(Object.assign(document.createElement("p"), { className: "govuk-body", textContent: button.dataset.failed }));
    }
    button.disabled = false;
    button.focus();
    panel.scrollIntoView({ block: "center" });
  }, { once: true });
})();
