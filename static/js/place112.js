/* Where it is, for forms of 112: text with suggestions, a click on the map, or the middle of the map. */
"use strict";

const place112 = (() => {
  const WAIT_MS = 120;
  const form = document.querySelector("[data-told]");
  const words = JSON.parse(form.dataset.placeWords);
  const input = (name) => form.elements.namedItem(name);
  const map = () => (window.city_map && window.city_map.opened ? window.city_map : null);
  let field = form.querySelector("#where");
  let suggested = ""; // the name that the point came with: a point of a click has none
  let pin = null;
  let whole = null; // what the map showed before it was moved to a place
  let timer = null;
  let asked = 0;

  const escape = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const changed = () => form.dispatchEvent(new CustomEvent("place", { bubbles: true }));

  function search(query, show) {
    clearTimeout(timer);
    const mine = asked += 1;
    const current = () => mine === asked && document.activeElement === field;
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${form.dataset.places}?${new URLSearchParams({ q: query })}`);
        const found = answer.ok ? (await answer.json()).places : [];
        if (current()) show(found);
      } catch (error) {
        if (current()) show([]);
      }
    }, WAIT_MS);
  }

  function mount(value) {
    const holder = document.createElement("div");
    holder.className = "suggest";
    asked += 1;
    (field.closest(".suggest") || field).replaceWith(holder);
    accessibleAutocomplete({
      element: holder, id: "where", name: "where", source: search, minLength: 2, confirmOnBlur: false, defaultValue: value,
      displayMenu: "overlay", showNoOptionsFound: false, autoselect: false,
      templates: {
        inputValue: (found) => (found ? [found.name, found.rest].filter(Boolean).join(", ") : ""),
        suggestion: (found) => (found && found.name ? `${escape(found.name)} <small>${escape(found.label)}</small>` : ""),
      },
      onConfirm: (found) => { if (found && found.name) take(found); },
      tNoResults: () => words.none,
      tAssistiveHint: () => words.hint,
      tStatusQueryTooShort: () => words.short,
      tStatusNoResults: () => words.none,
      tStatusResults: (count) => words.results.replace("{count}", count),
      tStatusSelectedOption: (name, count, index) =>
        words.selected.replace("{name}", name).replace("{count}", count).replace("{position}", index + 1),
    });
    field = holder.querySelector("input");
    field.dataset.field = "where";
    field.maxLength = 1000;
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} where-hint`.trim());
    field.addEventListener("input", dropWhatNoLongerFits);
  }

  /* Words that lead elsewhere take the point of a suggestion along; a point that was clicked stays. */
  function dropWhatNoLongerFits() {
    if (suggested && !field.value.startsWith(suggested)) setPoint(null, null);
  }

  /* A district is too wide for a point: the map shows it, the words say it. */
  function take(found) {
    const district = found.kind === "district";
    if (!district) setPoint(found.lon, found.lat, found.name);
    else if (suggested) setPoint(null, null);
    look(found.lon, found.lat, district ? 13 : 15);
    changed();
  }

  function look(lon, lat, zoom) {
    if (!map()) return;
    whole = whole || map().getBounds();
    map().setView([lat, lon], zoom, { animate: false });
  }

  function setPoint(lon, lat, name = "") {
    suggested = name;
    input("lon").value = lon === null ? "" : Number(lon).toFixed(6);
    input("lat").value = lat === null ? "" : Number(lat).toFixed(6);
    show();
    changed();
  }

  async function show() {
    const [lon, lat] = [input("lon").value, input("lat").value];
    const line = form.querySelector("p[data-point]");
    line.hidden = !lon;
    if (pin) { pin.remove(); pin = null; }
    if (!lon) return;
    const text = form.querySelector("[data-point-text]");
    text.textContent = words.on.replace("{place}", `${Number(lat).toFixed(5)}, ${Number(lon).toFixed(5)}`);
    if (map()) pin = L.marker([lat, lon], { icon: L.divIcon({ className: "pin112", iconSize: [28, 28] }), title: words.pin, alt: words.pin, keyboard: false, interactive: false }).addTo(map());
    try {
      const answer = await fetch(`${form.dataset.point}?${new URLSearchParams({ lon, lat })}`);
      if (!answer.ok || lon !== input("lon").value) return;
      const found = await answer.json();
      text.textContent = words.on.replace("{place}", found.inside ? found.district || words.somewhere : words.outside);
    } catch (error) { /* the coordinates stand there */ }
  }

  function takeMiddle(event) {
    if (!event.ctrlKey || event.code !== "KeyM") return;
    event.preventDefault();
    if (!map()) return;
    const middle = map().getCenter();
    setPoint(middle.lng, middle.lat);
  }

  /* An empty field, no point, and the map as it was before. */
  function clear() {
    suggested = "";
    input("lon").value = input("lat").value = "";
    mount("");
    show();
    if (whole && map()) map().fitBounds(whole, { animate: false });
    whole = null;
  }

  document.addEventListener("keydown", takeMiddle);
  form.querySelector("[data-point-drop]").addEventListener("click", () => { setPoint(null, null); field.focus(); });
  if (window.city_map) window.city_map.on("click", (event) => setPoint(event.latlng.lng, event.latlng.lat));
  mount(input("where").value);
  show();
  return { mount, show, clear };
})();
