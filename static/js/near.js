/* "Near me": asks the browser for its place and opens the same list, sorted from there. */
"use strict";

document.querySelectorAll("[data-near]").forEach((button) => {
  if (!navigator.geolocation) return;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "near__status";
  button.after(status);
  button.hidden = false;
  button.addEventListener("click", () => {
    status.textContent = button.dataset.waiting || "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const url = new URL(window.location.href);
        (button.dataset.drop || "").split(" ").filter(Boolean).forEach((name) => url.searchParams.delete(name));
        url.searchParams.set("near", `${coords.longitude.toFixed(5)},${coords.latitude.toFixed(5)}`);
        window.location.assign(url);
      },
      () => { status.textContent = button.dataset.denied || ""; },
      { timeout: 10000, maximumAge: 60000 },
    );
  });
});
