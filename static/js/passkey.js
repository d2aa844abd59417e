/* Passkeys: forms with data-passkey="create" or "get" ask their data-options what to sign, let the browser sign it, and send it.
   Without this script such a form stays hidden; the page says what else there is. */
"use strict";

(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  const able = window.PublicKeyCredential && navigator.credentials;

  function toBytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function toText(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function read(options) {
    const known = (each) => ({ ...each, id: toBytes(each.id) });
    const made = { ...options, challenge: toBytes(options.challenge) };
    if (options.user) made.user = { ...options.user, id: toBytes(options.user.id) };
    for (const name of ["excludeCredentials", "allowCredentials"]) if (options[name]) made[name] = options[name].map(known);
    return made;
  }

  function write(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
  }

  async function ask(form) {
    const asked = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    const kind = asked.headers.get("Content-Type") || "";
    if (!kind.includes("application/json")) {
      window.location.reload(); // the session or the token is over: the page that comes says so
      return new Promise(() => {});
    }
    return asked.json();
  }

  function say(form, text, field) {
    const problem = form.querySelector("[data-passkey-problem]");
    problem.textContent = text;
    problem.hidden = !text;
    const about = field && form.querySelector(`[name="${field}"]`);
    if (about) about.focus();
  }

  async function sign(form) {
    const word = (name) => form.querySelector(`[data-passkey-word="${name}"]`).textContent;
    const waiting = form.querySelector("[data-passkey-waiting]");
    const button = form.querySelector("button[type=submit]");
    say(form, "");
    button.disabled = true;
    waiting.hidden = false;
    try {
      const options = await ask(form);
      if (options.sentence) return say(form, options.sentence, options.field);
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: read(options) });
      form.elements.answer.value = write(credential);
      if (form.elements.current_password) form.elements.current_password.value = "";
      HTMLFormElement.prototype.submit.call(form);
    } catch (error) {
      say(form, word(error.name === "InvalidStateError" ? "known" : error instanceof TypeError ? "lost" : "refused"));
    } finally {
      button.disabled = false;
      waiting.hidden = true;
    }
  }

  if (!able) document.querySelectorAll("[data-passkey-absent]").forEach((each) => { each.hidden = false; });
  for (const form of able ? forms : []) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sign(form);
    });
  }
})();
